import { Data } from 'apache-arrow';
import type { DataType } from 'apache-arrow';

/** Bytes a row of a type whose rows are all as wide: numbers, times, decimals, intervals, fixed-size binary. */
export function byteWidth(type: DataType): number {
  const { stride } = new Data(type, 0, 0);
  return stride * (type.ArrayType as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT;
}
