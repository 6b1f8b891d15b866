import { ExecutionError } from '#lib/errors.js';
import { castTo } from '#lib/plan/cast-to.js';
import type { KernelMaker } from '#lib/plan/kernel.js';
import { validDays } from '#lib/time/calendar.js';
import { fits64, joinMicros } from '#lib/time/micros.js';
import { UTC, zoneOf, type Zone } from '#lib/time/zone.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { nary, type Nary, type Row } from './define.js';

/** Seconds with six digits after the point. */
const SECONDS = t.decimal(16, 6);
const DAY = 86_400;

const outOfBounds = (what: string): never => {
  throw new ExecutionError(
    'DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION',
    `${what} is out of its bounds. Use a try_ function to get null instead.`,
    {
      sqlState: '22023',
    },
  );
};

/** Gives null where a kernel fails. */
export const trying =
  (make: KernelMaker): KernelMaker =>
  (types, returns, session) => {
    const call = make(types, returns, session);
    return (...values) => {
      try {
        return call(...values);
      } catch (error) {
        if (error instanceof ExecutionError) return null;
        throw error;
      }
    };
  };

const microsOf = (seconds: string): number => Math.round(Number(seconds) * 1e6);
const dayOf = (year: number, month: number, day: number): number =>
  validDays(year, month, day) ?? outOfBounds(`The day ${year}-${month}-${day}`);

/** The microseconds of a day; 60 seconds are the next minute's first. */
function clock(hour: number, minute: number, seconds: string): number {
  const micros = microsOf(seconds);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || micros < 0) return outOfBounds(`The time ${hour}:${minute}:${seconds}`);
  if (micros > 60_000_000 && micros < 61_000_000)
    throw new ExecutionError('INVALID_FRACTION_OF_SECOND', `Seconds must be at most 60; got ${seconds}.`, { sqlState: '22023' });
  if (micros > 60_000_000) return outOfBounds(`The second ${seconds}`);
  return (hour * 3600 + minute * 60) * 1_000_000 + micros;
}

const at = (days: number, micros: number, zone: Zone): bigint =>
  joinMicros(zone.toUtc(days * DAY + Math.floor(micros / 1_000_000)), micros % 1_000_000);

/** A timestamp of a date and a time of day, or of six numbers; a zone may follow. */
const timestampKernel: KernelMaker = (types, returns, { timeZone }) => {
  const zone = returns.kind === 'timestamp_ntz' ? UTC : zoneOf(timeZone);
  const zoneFrom = (id: string | undefined): Zone => (id === undefined ? zone : zoneOf(id));
  if (types[0]!.kind === 'date') return (days: number, micros = 0, id?: string) => at(days, micros, zoneFrom(id));
  return (year: number, month: number, day: number, hour: number, minute: number, seconds: string, id?: string) =>
    at(dayOf(year, month, day), clock(hour, minute, seconds), zoneFrom(id));
};

function timestampRow(returns: DataType, isTrying: boolean): Row {
  const parts = [t.integer, t.integer, t.integer, t.integer, t.integer, SECONDS, t.string];
  return {
    args: ['any'],
    min: 1,
    max: 7,
    returns,
    ...(isTrying && { nullable: true }),
    rewrite: (args) =>
      args.length > 3 ? args.map((e, i) => castTo(e, parts[i]!)) : args.map((e, i) => castTo(e, [t.date, t.time(), t.string][i]!)),
    kernel: { make: isTrying ? trying(timestampKernel) : timestampKernel },
  };
}

/** The date of a year, month and day; an error where there is none. */
export const makeDate = nary<Date>('make_date', {
  args: [t.integer, t.integer, t.integer],
  returns: t.date,
  kernel: { make: () => dayOf },
});
/** The timestamp of year, month, day, hour, minute and seconds (and a zone), or of a date and a time, in the session's zone. */
export const makeTimestamp: Nary<Date> = nary('make_timestamp', timestampRow(t.timestamp, false));
export const makeTimestampLtz: Nary<Date> = nary('make_timestamp_ltz', timestampRow(t.timestamp, false));
export const makeTimestampNtz: Nary<Date> = nary('make_timestamp_ntz', timestampRow(t.timestampNtz, false));
/** As `makeTimestamp`, but null where there is no such time. */
export const tryMakeTimestamp: Nary<Date> = nary('try_make_timestamp', timestampRow(t.timestamp, true));
export const tryMakeTimestampLtz: Nary<Date> = nary('try_make_timestamp_ltz', timestampRow(t.timestamp, true));
export const tryMakeTimestampNtz: Nary<Date> = nary('try_make_timestamp_ntz', timestampRow(t.timestampNtz, true));
/** The time of day of an hour, a minute and seconds. */
export const makeTime = nary<string>('make_time', {
  args: [t.integer, t.integer, SECONDS],
  returns: t.time(),
  kernel: {
    make: () => (hour: number, minute: number, seconds: string) => {
      const micros = clock(hour, minute, seconds);
      return microsOf(seconds) >= 60_000_000 ? outOfBounds(`The second ${seconds}`) : micros;
    },
  },
});

const intervalKernel: KernelMaker =
  () =>
  (years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = '0') => {
    const micros = BigInt(hours) * 3_600_000_000n + BigInt(minutes) * 60_000_000n + BigInt(microsOf(seconds));
    const parts = [years * 12 + months, weeks * 7 + days] as const;
    if (parts.some((part) => part >= 2 ** 31 || part < -(2 ** 31)) || !fits64(micros))
      throw new ExecutionError('ARITHMETIC_OVERFLOW', 'The interval does not fit its type. Use try_make_interval to get null instead.', {
        sqlState: '22003',
      });
    return [...parts, micros];
  };
const INTERVAL_PARTS = [t.integer, t.integer, t.integer, t.integer, t.integer, t.integer, SECONDS];

/** The calendar interval of years, months, weeks, days, hours, minutes and seconds, those at the end 0 if not given. */
export const makeInterval = nary<unknown>('make_interval', {
  args: INTERVAL_PARTS,
  min: 0,
  returns: t.interval,
  kernel: { make: intervalKernel },
});
/** As `makeInterval`, but null where it does not fit its type. */
export const tryMakeInterval = nary<unknown>('try_make_interval', {
  args: INTERVAL_PARTS,
  min: 0,
  returns: t.interval,
  nullable: true,
  kernel: { make: trying(intervalKernel) },
});

const overflow = (): never => {
  throw new ExecutionError('INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION', 'The interval does not fit its type.', { sqlState: '22015' });
};

/** The interval of days, hours, minutes and seconds, those at the end 0 if not given. */
export const makeDtInterval = nary<number>('make_dt_interval', {
  args: [t.integer, t.integer, t.integer, SECONDS],
  min: 0,
  returns: t.dayTimeInterval,
  kernel: {
    make:
      () =>
      (days = 0, hours = 0, minutes = 0, seconds = '0') => {
        const minute = BigInt(days) * 1440n + BigInt(hours) * 60n + BigInt(minutes);
        const micros = minute * 60_000_000n + BigInt(microsOf(seconds));
        return fits64(micros) ? micros : overflow();
      },
  },
});
/** The interval of years and months, 0 if not given. */
export const makeYmInterval = nary<number>('make_ym_interval', {
  args: [t.integer, t.integer],
  min: 0,
  returns: t.yearMonthInterval,
  kernel: {
    make:
      () =>
      (years = 0, months = 0) => {
        const all = years * 12 + months;
        return all < 2 ** 31 && all >= -(2 ** 31) ? all : overflow();
      },
  },
});
