import * as arrow from 'apache-arrow';
import { ExecutionError } from '#lib/errors.js';
import type { ReadOptions, Reader } from './column-reader.js';
import { bigintAt, isSafeAt, numberAt, wordsOf } from './words.js';

export function readBoolean(_type: unknown, data: arrow.Data): Reader {
  const bits = data.values as Uint8Array;
  const offset = data.offset;
  return (row) => ((bits[(row + offset) >> 3]! >> ((row + offset) & 7)) & 1) === 1;
}

export function readNumber(_type: unknown, data: arrow.Data): Reader {
  const values = data.values as Float64Array;
  const isHalf = arrow.DataType.isFloat(data.type) && data.type.precision === arrow.Precision.HALF;
  return isHalf ? (row) => arrow.util.uint16ToFloat64(values[row]!) : (row) => values[row];
}

/** A long as a number where it is safe, or as a bigint; smaller integers are widened. */
export function readLong(_type: unknown, data: arrow.Data, { longs = 'number', name = 'value' }: ReadOptions): Reader {
  if ((data.values as Int32Array).BYTES_PER_ELEMENT < 8) {
    const values = data.values as Int32Array;
    return longs === 'number' ? (row) => values[row] : (row) => BigInt(values[row]!);
  }
  const words = wordsOf(data.values as BigInt64Array);
  if (longs === 'bigint') return (row) => bigintAt(words, row);
  return (row) => (isSafeAt(words, row) ? numberAt(words, row) : unsafe(name, bigintAt(words, row)));
}

function unsafe(name: string, value: bigint): never {
  throw new ExecutionError(
    'CAST_OVERFLOW',
    `Column '${name}' holds the long ${value}, which must be within ±2^53 to be a JavaScript number. Set spark.kindling.longs to 'bigint' to get bigints.`,
    { sqlState: '22003' },
  );
}
