import * as arrow from 'apache-arrow';
import { toArrowField } from '#lib/types/arrow.js';
import { field } from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';

/** A batch of one column. */
export function oneColumnBatch(name: string, type: DataType, data: arrow.Data, length: number): arrow.RecordBatch {
  const schema = new arrow.Schema([toArrowField(field(name, type))]);
  return new arrow.RecordBatch(schema, arrow.makeData({ type: new arrow.Struct(schema.fields), length, nullCount: 0, children: [data] }));
}
