import { ExecutionError } from '#lib/errors.js';
import { decimalText, decimalValue, rescaled } from '#lib/plan/cast/decimal-value.js';
import { CLOCK_UNITS } from '#lib/time/truncate.js';
import * as t from '#lib/types/data-type.js';
import { nary, scalar, type Row } from './define.js';

const DAY = 86_400_000_000n;

const checked = (micros: bigint): number => {
  if (micros >= 0n && micros < DAY) return Number(micros);
  throw new ExecutionError('DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION', 'A time of day must be within 0 and 24 hours.', {
    sqlState: '22023',
  });
};

function unitOf(name: string): number {
  const unit = CLOCK_UNITS[name.toUpperCase()];
  if (unit !== undefined) return unit;
  throw new ExecutionError('INVALID_PARAMETER_VALUE.TIME_UNIT', `The unit must be one from HOUR to MICROSECOND; got '${name}'.`, {
    sqlState: '22023',
  });
}

/** Whole units from the first time of day to the second. */
export const timeDiff = nary<number>('time_diff', {
  args: [t.string, t.time(), t.time()],
  returns: t.long,
  kernel: { make: () => (unit: string, start: number, end: number) => BigInt(Math.trunc((end - start) / unitOf(unit))) },
});
/** The time of day cut to a unit, from `hour` to `microsecond`. */
export const timeTrunc = nary<string>('time_trunc', {
  args: [t.string, t.time()],
  returns: t.time(),
  kernel: { make: () => (unit: string, micros: number) => micros - (micros % unitOf(unit)) },
});

const from = (perUnit: bigint): Row => ({
  args: [t.long],
  returns: t.time(),
  kernel: { make: () => (count: bigint) => checked(count * perUnit) },
});
/** The time of day of seconds from midnight, which may have a fraction. */
export const timeFromSeconds = scalar<'time_from_seconds', string>('time_from_seconds', {
  args: ['number'],
  returns: t.time(),
  kernel: { make: () => (seconds: unknown) => checked(rescaled(decimalValue(String(seconds as number))!, 6)) },
});
export const timeFromMillis = scalar<'time_from_millis', string>('time_from_millis', from(1000n));
export const timeFromMicros = scalar<'time_from_micros', string>('time_from_micros', from(1n));

const to = (perUnit: number): Row => ({
  args: [t.time()],
  returns: t.long,
  kernel: { make: () => (micros: number) => BigInt(Math.floor(micros / perUnit)) },
});
/** Seconds from midnight, with six digits after the point. */
export const timeToSeconds = scalar<'time_to_seconds', string>('time_to_seconds', {
  args: [t.time()],
  returns: t.decimal(14, 6),
  kernel: { make: () => (micros: number) => decimalText(BigInt(micros), 6) },
});
export const timeToMillis = scalar<'time_to_millis', number>('time_to_millis', to(1000));
export const timeToMicros = scalar<'time_to_micros', number>('time_to_micros', to(1));
