import * as arrow from 'apache-arrow';
import { ExecutionError } from '#lib/errors.js';
import { timeText } from '#lib/time/time-text.js';
import type { ReadOptions, Reader } from './column-reader.js';
import { bigintAt, isSafeAt, numberAt, wordsOf } from './words.js';

const DAY = 86_400_000;
/** A Date holds this many milliseconds before and after 1970. */
const DATE_LIMIT = 8.64e15;

/** Dates as midnight UTC of the day. */
export function readDate(_type: unknown, data: arrow.Data, { name, raw }: ReadOptions): Reader {
  if ((data.type as arrow.Date_).unit === arrow.DateUnit.MILLISECOND) {
    const words = wordsOf(data.values as BigInt64Array);
    return (row) => dateOf(Math.floor(numberAt(words, row) / DAY) * DAY, name);
  }
  const days = data.values as Int32Array;
  if (raw === true) return (row) => days[row]!;
  return (row) => dateOf(days[row]! * DAY, name);
}

/** Timestamps in milliseconds; what is finer is rounded down (towards the past). */
export function readTimestamp(_type: unknown, data: arrow.Data, { name, raw }: ReadOptions): Reader {
  const words = wordsOf(data.values as BigInt64Array);
  if (raw === true && (data.type as arrow.Timestamp).unit === arrow.TimeUnit.MICROSECOND) return (row) => bigintAt(words, row);
  switch ((data.type as arrow.Timestamp).unit) {
    case arrow.TimeUnit.SECOND:
      return (row) => dateOf(numberAt(words, row) * 1000, name);
    case arrow.TimeUnit.MILLISECOND:
      return (row) => dateOf(numberAt(words, row), name);
    case arrow.TimeUnit.MICROSECOND:
      return (row) => dateOf(floorDivided(words, row, 1000), name);
    default:
      return (row) => dateOf(floorDivided(words, row, 1_000_000), name);
  }
}

/** Times of day as text, `09:30:00.5`; raw, as microseconds from midnight. */
export function readTimeOfDay(_type: unknown, data: arrow.Data, { raw }: ReadOptions): Reader {
  const { unit, bitWidth } = data.type as arrow.Time;
  const words = wordsOf(data.values as BigInt64Array);
  const count = (row: number): number => (bitWidth === 32 ? words[row]! : numberAt(words, row));
  const [scale, divisor] = [
    [1_000_000, 1],
    [1000, 1],
    [1, 1],
    [1, 1000],
  ][unit] as [number, number];
  const micros = (row: number): number => Math.floor((count(row) * scale) / divisor);
  return raw === true ? micros : (row) => timeText(micros(row));
}

function floorDivided(words: Int32Array, row: number, divisor: number): number {
  if (isSafeAt(words, row)) return Math.floor(numberAt(words, row) / divisor);
  const value = bigintAt(words, row);
  const by = BigInt(divisor);
  return Number(value / by - (value % by < 0n ? 1n : 0n));
}

function dateOf(milliseconds: number, name = 'value'): Date {
  if (Math.abs(milliseconds) <= DATE_LIMIT) return new Date(milliseconds);
  throw new ExecutionError(
    'DATETIME_OVERFLOW',
    `Column '${name}' holds a time ${milliseconds} ms from 1970, which must be within ±${DATE_LIMIT} ms to be a JavaScript Date. Cast it to bigint or string.`,
    { sqlState: '22008' },
  );
}
