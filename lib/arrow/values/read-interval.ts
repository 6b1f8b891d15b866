import * as arrow from 'apache-arrow';
import { CalendarInterval } from '#lib/types/calendar-interval.js';
import type { ReadOptions, Reader } from './column-reader.js';
import { bigintAt, wordsOf } from './words.js';

/** Calendar intervals: of a struct of months, days and microseconds, or of Arrow's months, days and nanoseconds. */
export function readInterval(_type: unknown, data: arrow.Data, { raw }: ReadOptions): Reader {
  const parts = arrow.DataType.isStruct(data.type) ? structParts(data) : nanosecondParts(data);
  return raw === true ? parts : (row) => new CalendarInterval(...parts(row));
}

type Parts = (row: number) => [months: number, days: number, microseconds: bigint];

function structParts(data: arrow.Data): Parts {
  const [months, days, micros] = data.children.map((child) => child.values as Int32Array) as [Int32Array, Int32Array, BigInt64Array];
  return (row) => [months[row]!, days[row]!, micros[row]!];
}

function nanosecondParts(data: arrow.Data): Parts {
  const words = wordsOf(data.values as Int32Array);
  return (row) => [words[4 * row]!, words[4 * row + 1]!, bigintAt(words, 2 * row + 1) / 1000n];
}
