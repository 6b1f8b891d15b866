import { AnalysisError, ExecutionError } from '#lib/errors.js';
import { castTo } from '#lib/plan/cast-to.js';
import { decimalValue, rescaled } from '#lib/plan/cast/decimal-value.js';
import { toLocal } from '#lib/plan/cast/to-time.js';
import type { Expression } from '#lib/plan/expression.js';
import type { FunctionSpec } from '#lib/plan/function-spec.js';
import { typeOf } from '#lib/plan/type-of.js';
import { fits64 } from '#lib/time/micros.js';
import { addUnits, isTimeUnit, unitsBetween } from '#lib/time/time-units.js';
import { UTC, zoneOf } from '#lib/time/zone.js';
import * as t from '#lib/types/data-type.js';
import { scalar, spec, type Row } from './define.js';

const checked = (micros: bigint): bigint => {
  if (fits64(micros)) return micros;
  throw new ExecutionError('DATETIME_OVERFLOW', 'The timestamp is out of range.', { sqlState: '22008' });
};

const counted = (perUnit: bigint): Row => ({
  args: [t.long],
  returns: t.timestamp,
  kernel: { make: () => (count: bigint) => checked(count * perUnit) },
});

/** The timestamp of seconds from 1970, which may have a fraction. */
export const timestampSeconds = scalar<'timestamp_seconds', Date>('timestamp_seconds', {
  args: ['number'],
  returns: t.timestamp,
  kernel: {
    make: ([type]) => {
      if (type!.kind === 'float' || type!.kind === 'double')
        return (seconds: number) => (Number.isFinite(seconds) ? checked(BigInt(Math.trunc(seconds * 1e6))) : null);
      return (seconds: number | bigint | string) => checked(rescaled(decimalValue(String(seconds))!, 6));
    },
  },
});
export const timestampMillis = scalar<'timestamp_millis', Date>('timestamp_millis', counted(1000n));
export const timestampMicros = scalar<'timestamp_micros', Date>('timestamp_micros', counted(1n));

/** Days from 1970 of a date. */
export const unixDate = scalar<'unix_date', number>('unix_date', {
  args: [t.date],
  returns: t.integer,
  duckdb: ([a]) => `CAST(${a!} - DATE '1970-01-01' AS INTEGER)`,
});
/** The date so many days after 1970-01-01. */
export const dateFromUnixDate = scalar<'date_from_unix_date', Date>('date_from_unix_date', {
  args: [t.integer],
  returns: t.date,
  duckdb: ([n]) => `CAST(DATE '1970-01-01' + ${n!} AS DATE)`,
});

/** Whole units from 1970, rounded down; a timestamp without zone counts as one of UTC. */
const epoch = (micros: number): Row => ({
  args: ['any'],
  returns: t.long,
  rewrite: ([e]) => [typeOf(e!).kind === 'timestamp_ntz' ? e! : castTo(e!, t.timestamp)],
  duckdb: ([a]) =>
    micros === 1
      ? `epoch_us(${a!})`
      : `CAST((epoch_us(${a!}) - ((epoch_us(${a!}) % ${micros}) + ${micros}) % ${micros}) // ${micros} AS BIGINT)`,
});
export const unixSeconds = scalar<'unix_seconds', number>('unix_seconds', epoch(1_000_000));
export const unixMillis = scalar<'unix_millis', number>('unix_millis', epoch(1000));
export const unixMicros = scalar<'unix_micros', number>('unix_micros', epoch(1));

function unitOf(name: string, e: Expression): string {
  if (e.kind === 'literal' && typeof e.value === 'string' && isTimeUnit(e.value)) return e.value;
  throw new AnalysisError('INVALID_PARAMETER_VALUE.DATETIME_UNIT', `The unit of ${name}() must be a constant from YEAR to MICROSECOND.`, {
    sqlState: '22023',
  });
}

const isTimestamp = (e: Expression): boolean => typeOf(e).kind === 'timestamp' || typeOf(e).kind === 'timestamp_ntz';

/** `timestampadd(HOUR, 8, t)`: the unit is a constant. */
const timestampadd: FunctionSpec = spec('timestampadd', 'scalar', {
  args: [t.string, t.long, 'any'],
  returns: (types) => types[2]!,
  rewrite: ([unit, count, time]) => [unit!, count!, isTimestamp(time!) ? time! : castTo(time!, t.timestamp)],
  kernel: {
    make: ([, , type], _returns, { timeZone }) => {
      const zone = type!.kind === 'timestamp' ? zoneOf(timeZone) : UTC;
      return (unit: string, count: bigint, micros: bigint) => checked(addUnits(micros, unit, count, zone));
    },
  },
});

/** `timestampdiff(HOUR, a, b)`: whole units from the first time to the second. */
const timestampdiff: FunctionSpec = spec('timestampdiff', 'scalar', {
  args: [t.string, t.timestamp, t.timestamp],
  returns: t.long,
  kernel: {
    make: (_types, _returns, { timeZone }) => {
      const zone = zoneOf(timeZone);
      return (unit: string, start: bigint, end: bigint) => unitsBetween(toLocal(start, zone), toLocal(end, zone), unit);
    },
  },
});

const withUnit = (table: FunctionSpec): FunctionSpec =>
  Object.freeze({
    ...table,
    bind(args, call) {
      if (args[0] !== undefined) unitOf(table.name, args[0]);
      return table.bind(args, call);
    },
  } satisfies FunctionSpec);

export const timestampUnits: readonly FunctionSpec[] = [withUnit(timestampadd), withUnit(timestampdiff)];
