import { ExecutionError } from '#lib/errors.js';
import { decimalValue, rescaled } from '#lib/plan/cast/decimal-value.js';
import { textOf } from '#lib/plan/cast/text-of.js';
import { addDayTime, addInterval } from '#lib/time/add-interval.js';
import { addMonths } from '#lib/time/calendar.js';
import { fits64 } from '#lib/time/micros.js';
import { UTC, zoneOf } from '#lib/time/zone.js';
import type { DataType } from '#lib/types/data-type.js';
import type { KernelMaker } from '#lib/plan/kernel.js';

type Parts = readonly [months: number, days: number, micros: bigint];

const overflow = (): never => {
  throw new ExecutionError(
    'INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION',
    'The interval does not fit its type. Use a try_ function to get null instead.',
    { sqlState: '22015' },
  );
};
const byZero = (): never => {
  throw new ExecutionError('INTERVAL_DIVIDED_BY_ZERO', 'Division of an interval by zero. Use try_divide to get null instead.', {
    sqlState: '22012',
  });
};
const outOfRange = (): never => {
  throw new ExecutionError('DATETIME_OVERFLOW', 'The date or timestamp is out of range. Use a try_ function to get null instead.', {
    sqlState: '22008',
  });
};
export const months32 = (value: number): number => (value < 2 ** 31 && value >= -(2 ** 31) ? value : overflow());
export const micros64 = (value: bigint): bigint => (fits64(value) ? value : overflow());
const instant64 = (value: bigint): bigint => (fits64(value) ? value : outOfRange());
const calendar = (months: number, days: number, micros: bigint): Parts => [months32(months), months32(days), micros64(micros)];

/** A date or timestamp plus or minus an interval; text is a timestamp that is written again. */
export const timePlusInterval =
  (sign: 1 | -1): KernelMaker =>
  ([time, interval], returns, { timeZone }) => {
    const zone = time!.kind === 'timestamp' ? zoneOf(timeZone) : UTC;
    const by = BigInt(sign);
    if (time!.kind === 'date') return datePlusInterval(interval!, sign);
    const add = ((): ((t: bigint, i: any) => bigint) => {
      switch (interval!.kind) {
        case 'year_month_interval':
          return (t, months: number) => addInterval(t, sign * months, 0, 0n, zone);
        case 'day_time_interval':
          return (t, micros: bigint) => addDayTime(t, by * micros, zone);
        default:
          return (t, [months, days, micros]: Parts) => addInterval(t, sign * months, sign * days, by * micros, zone);
      }
    })();
    if (returns.kind !== 'string') return (t: bigint, i: unknown) => instant64(add(t, i));
    const text = textOf(time!, zone);
    return (t: bigint, i: unknown) => text(instant64(add(t, i)));
  };

function datePlusInterval(interval: DataType, sign: 1 | -1) {
  if (interval.kind === 'year_month_interval') return (days: number, months: number) => addMonths(days, sign * months);
  return (days: number, [months, more, micros]: Parts) => {
    if (micros === 0n) return addMonths(days, sign * months) + sign * more;
    throw new ExecutionError(
      'INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION',
      'An interval that is added to a date must have no microseconds. Cast the date to timestamp.',
      { sqlState: '22006' },
    );
  };
}

/** The sum or difference of intervals of one kind. */
export const intervalPlus =
  (sign: 1 | -1): KernelMaker =>
  (_types, returns) => {
    if (returns.kind === 'year_month_interval') return (a: number, b: number) => months32(a + sign * b);
    const by = BigInt(sign);
    if (returns.kind === 'day_time_interval') return (a: bigint, b: bigint) => micros64(a + by * b);
    return (a: Parts, b: Parts) => calendar(a[0] + sign * b[0], a[1] + sign * b[1], a[2] + by * b[2]);
  };

/** An interval times or through a number, rounded half away from zero; a calendar interval's parts are cut and carried down. */
export const intervalScaled =
  (op: '*' | '/'): KernelMaker =>
  ([interval, number]) => {
    if (interval!.kind === 'interval') return (parts: Parts, n: unknown) => scaledParts(parts, op, Number(n));
    const isYearMonth = interval!.kind === 'year_month_interval';
    const put = (exact: bigint): unknown => (isYearMonth ? months32(Number(exact)) : micros64(exact));
    if (number!.kind === 'float' || number!.kind === 'double')
      return (value: number | bigint, n: number) => {
        if (op === '/' && n === 0) byZero();
        const scaled = op === '*' ? Number(value) * n : Number(value) / n;
        return Number.isFinite(scaled) ? put(BigInt(roundedHalfUp(scaled))) : overflow();
      };
    return (value: number | bigint, n: unknown) => {
      const by = decimalValue(String(n as number))!;
      const size = 10n ** BigInt(by.scale);
      if (op === '*') return put(rescaled({ digits: BigInt(value) * by.digits, scale: by.scale }, 0));
      return by.digits === 0n ? byZero() : put(dividedHalfUp(BigInt(value) * size, by.digits));
    };
  };

const roundedHalfUp = (x: number): number => Math.sign(x) * Math.floor(Math.abs(x) + 0.5);

function dividedHalfUp(a: bigint, b: bigint): bigint {
  const rest = a % b;
  const away = (rest < 0n ? -rest : rest) * 2n >= (b < 0n ? -b : b);
  return a / b + (away ? (a < 0n === b < 0n ? 1n : -1n) : 0n);
}

function scaledParts([months, days, micros]: Parts, op: '*' | '/', n: number): Parts {
  if (op === '/' && n === 0) byZero();
  const by = (x: number): number => (op === '*' ? x * n : x / n);
  return calendar(Math.trunc(by(months)), Math.trunc(by(days)), BigInt(Math.round(by(Number(micros)))));
}

/** How often an interval goes into another of its kind, cut to a whole number. */
export const intervalDiv: KernelMaker = () => (a: number | bigint, b: number | bigint) => {
  if (BigInt(b) === 0n) byZero();
  return BigInt(a) / BigInt(b);
};

/** An interval with the other sign. */
export const intervalNegative: KernelMaker = (_types, returns) =>
  returns.kind === 'year_month_interval'
    ? (a: number) => months32(-a)
    : returns.kind === 'day_time_interval'
      ? (a: bigint) => micros64(-a)
      : ([months, days, micros]: Parts) => calendar(-months, -days, -micros);
