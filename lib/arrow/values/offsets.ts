import type * as arrow from 'apache-arrow';

/** Where each row of a variable-width column begins; the 64-bit offsets of large layouts become numbers. */
export function offsetsOf(data: arrow.Data): Int32Array | Float64Array {
  const offsets = data.valueOffsets as Int32Array | BigInt64Array;
  return offsets instanceof BigInt64Array ? Float64Array.from(offsets, Number) : offsets;
}
