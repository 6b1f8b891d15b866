import type { DataType } from 'apache-arrow';
import { sharedArray } from './shared-array.js';

/** Where the rows of a text, binary, list or map column begin; 64 bits wide in the large types. */
export type ListOffsets = Int32Array | BigInt64Array;

/** Lays lengths end to end: the offsets, 0 first, in the width that the type wants. Throws a RangeError past 2 GB in 32 bits. */
export function offsetsFromLengths(type: DataType, count: number, lengthOf: (row: number) => number): ListOffsets {
  if ((type as { OffsetArrayType?: unknown }).OffsetArrayType === BigInt64Array) {
    const offsets = sharedArray(BigInt64Array, count + 1);
    for (let i = 0; i < count; i++) offsets[i + 1] = offsets[i]! + BigInt(lengthOf(i));
    return offsets;
  }
  const offsets = sharedArray(Int32Array, count + 1);
  let end = 0;
  for (let i = 0; i < count; i++) {
    end += lengthOf(i);
    offsets[i + 1] = end;
  }
  if (end > 0x7fffffff) {
    throw new RangeError(
      `A column of ${String(type)} must hold at most 2147483647 bytes or elements in one batch; got ${end}. Use smaller batches.`,
    );
  }
  return offsets;
}

/** The offsets as 32-bit numbers, which is what every batch that fits in memory has. */
export const smallOffsets = (offsets: ListOffsets): Int32Array | Float64Array =>
  offsets instanceof BigInt64Array ? Float64Array.from(offsets, Number) : offsets;
