import { DataType } from 'apache-arrow';
import type { Data } from 'apache-arrow';

/** A byte a row: 1 where a boolean column is true, 0 where it is false or null. */
export function trueRows(column: Data): Uint8Array {
  const mask = new Uint8Array(column.length);
  if (DataType.isNull(column.type)) return mask;
  if (!DataType.isBool(column.type))
    throw new TypeError(`the condition of a filter must be a boolean column; it is ${String(column.type)}`);
  const bits = column.values as Uint8Array;
  for (let row = 0; row < mask.length; row++) mask[row] = (bits[(column.offset + row) >> 3]! >> ((column.offset + row) & 7)) & 1;
  if (column.nullCount > 0) for (let row = 0; row < mask.length; row++) if (!column.getValid(row)) mask[row] = 0;
  return mask;
}
