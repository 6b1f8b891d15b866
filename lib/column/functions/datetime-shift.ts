import { ExecutionError } from '#lib/errors.js';
import { castTo } from '#lib/plan/cast-to.js';
import { toInstant, toLocal } from '#lib/plan/cast/to-time.js';
import { addMonths as laterMonth, civilOf, daysInMonth, isoWeekday } from '#lib/time/calendar.js';
import { monthsBetween as between } from '#lib/time/months-between.js';
import { WEEKDAYS } from '#lib/time/pattern/names.js';
import { truncatedDay, truncatedInstant } from '#lib/time/truncate.js';
import { UTC, zoneOf } from '#lib/time/zone.js';
import * as t from '#lib/types/data-type.js';
import { nary, scalar, type Row } from './define.js';

const shifted = (op: '+' | '-'): Row => ({
  args: [t.date, t.integer],
  returns: t.date,
  duckdb: ([a, n]) => `CAST(${a!} ${op} ${n!} AS DATE)`,
});

/** The date so many days later. */
export const dateAdd = scalar<'date_add', Date, [days: number]>('date_add', shifted('+'));
export const dateSub = scalar<'date_sub', Date, [days: number]>('date_sub', shifted('-'));
/** Days from the second date to the first. */
export const datediff = nary<number>('datediff', {
  args: [t.date, t.date],
  returns: t.integer,
  duckdb: ([end, start]) => `CAST(${end!} - ${start!} AS INTEGER)`,
});
/** The date so many months later; a day that the month lacks becomes its last. */
export const addMonths = scalar<'add_months', Date, [months: number]>('add_months', {
  args: [t.date, t.integer],
  returns: t.date,
  kernel: { make: () => laterMonth },
});
/** The last day of the date's month. */
export const lastDay = scalar<'last_day', Date>('last_day', {
  args: [t.date],
  returns: t.date,
  kernel: {
    make: () => (days: number) => {
      const { year, month, day } = civilOf(days);
      return days + daysInMonth(year, month) - day;
    },
  },
});
/** The first date after the date that is a day of the week, of which two or more letters are given; an error for other text. */
export const nextDay = scalar<'next_day', Date, [dayOfWeek: string]>('next_day', {
  args: [t.date, t.string],
  returns: t.date,
  kernel: {
    make: () => (days: number, name: string) => {
      const wanted = weekdayOf(name.trim().toUpperCase());
      if (wanted !== undefined) return days + 1 + ((wanted - isoWeekday(days + 1) + 7) % 7);
      throw new ExecutionError('ILLEGAL_DAY_OF_WEEK', `'${name}' must be a day of the week, such as 'MO', 'MON' or 'MONDAY'.`, {
        sqlState: '22009',
      });
    },
  },
});

/** From 1 for Monday; two letters, three, or the whole name. */
function weekdayOf(name: string): number | undefined {
  const place = WEEKDAYS.findIndex((day) => [day.slice(0, 2), day.slice(0, 3), day].some((form) => form.toUpperCase() === name));
  return place === -1 ? undefined : place + 1;
}

/** The first day of the date's year, quarter, month or week; null for another unit. */
export const trunc = scalar<'trunc', Date, [format: string]>('trunc', {
  args: [t.date, t.string],
  returns: t.date,
  nullable: true,
  kernel: { make: () => (days: number, unit: string) => truncatedDay(days, unit) ?? null },
});
/** The timestamp cut to a unit, from `year` to `microsecond`, in the session's time zone; null for another unit. */
export const dateTrunc = nary<Date>('date_trunc', {
  args: [t.string, t.timestamp],
  returns: t.timestamp,
  nullable: true,
  kernel: {
    make: (_types, _returns, { timeZone }) => {
      const zone = zoneOf(timeZone);
      return (unit: string, micros: bigint) => truncatedInstant(micros, unit, zone) ?? null;
    },
  },
});
/** Months from the second timestamp to the first, with a fraction of 31 days, rounded to eight digits unless told otherwise. */
export const monthsBetween = nary<number>('months_between', {
  args: [t.timestamp, t.timestamp, t.boolean],
  min: 2,
  returns: t.double,
  kernel: {
    make: (_types, _returns, { timeZone }) => {
      const zone = zoneOf(timeZone);
      return (a: bigint, b: bigint, round = true) => between(toLocal(a, zone), toLocal(b, zone), round);
    },
  },
});

/** A time of one zone's clocks as another's show it: source, target, time; the source is the session's if not given. */
export const convertTimezone = nary<Date>('convert_timezone', {
  args: ['any', 'any', 'any'],
  min: 2,
  returns: t.timestampNtz,
  rewrite: (args) => [...args.slice(0, -1).map((e) => castTo(e, t.string)), castTo(args.at(-1)!, t.timestampNtz)],
  kernel: {
    make: (types, _returns, { timeZone }) => {
      const convert = (from: string, to: string, local: bigint): bigint => toLocal(toInstant(local, zoneOf(from)), zoneOf(to));
      return types.length === 3 ? convert : (to: string, local: bigint) => convert(timeZone, to, local);
    },
  },
});
/** The timestamp moved by what a zone's clocks are ahead of UTC. */
export const fromUtcTimestamp = scalar<'from_utc_timestamp', Date, [zone: string]>('from_utc_timestamp', localShift(true));
/** The timestamp moved back by what a zone's clocks are ahead of UTC. */
export const toUtcTimestamp = scalar<'to_utc_timestamp', Date, [zone: string]>('to_utc_timestamp', localShift(false));

/** The session's clocks show the time, which is taken for one of UTC or of the zone. */
function localShift(toZone: boolean): Row {
  return {
    args: [t.timestamp, t.string],
    returns: t.timestamp,
    kernel: {
      make: (_types, _returns, { timeZone }) => {
        const session = zoneOf(timeZone);
        return (micros: bigint, id: string) => {
          const local = toLocal(micros, session);
          const zone = zoneOf(id);
          return toInstant(toZone ? toLocal(toInstant(local, UTC), zone) : toLocal(toInstant(local, zone), UTC), session);
        };
      },
    },
  };
}
