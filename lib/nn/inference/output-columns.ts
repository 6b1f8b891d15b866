import * as arrow from 'apache-arrow';
import { toArrowSchema } from '#lib/types/arrow.js';
import { type Field, struct } from '#lib/types/data-type.js';

/** Numbers of a column to be, row by row; vectors have `width` of them a row. */
export type ColumnValues = Float32Array | Float64Array;

/** A batch of vector and double columns for `fields`; rows whose `valid` is 0 are null in all of them. */
export function outputBatch(fields: readonly Field[], columns: readonly ColumnValues[], valid: Uint8Array): arrow.RecordBatch {
  const schema = toArrowSchema(struct(fields));
  const length = valid.length;
  const { nullCount, nullBitmap } = nulls(valid);
  const children = schema.fields.map((field, i) => {
    const values = columns[i]!;
    if (!arrow.DataType.isFixedSizeList(field.type))
      return arrow.makeData({ type: field.type as arrow.Float64, length, nullCount, nullBitmap, data: values as Float64Array });
    const child = arrow.makeData({
      type: field.type.children[0]!.type as arrow.Float64,
      length: values.length,
      nullCount: 0,
      data: values as Float64Array,
    });
    return arrow.makeData({ type: field.type, length, nullCount, nullBitmap, child });
  });
  return new arrow.RecordBatch(schema, arrow.makeData({ type: new arrow.Struct(schema.fields), length, nullCount: 0, children }));
}

/** Arrow's bit map of the valid rows. */
function nulls(valid: Uint8Array): { nullCount: number; nullBitmap: Uint8Array | null } {
  const nullCount = valid.reduce((count, bit) => count + 1 - bit, 0);
  if (nullCount === 0) return { nullCount, nullBitmap: null };
  const nullBitmap = new Uint8Array(Math.ceil(valid.length / 64) * 8);
  valid.forEach((bit, row) => {
    nullBitmap[row >> 3]! |= bit << (row & 7);
  });
  return { nullCount, nullBitmap };
}
