import { Schema } from 'apache-arrow';
import type { RecordBatch } from 'apache-arrow';
import { batchOf } from '#lib/arrow/batch-of.js';

/** The batch without one of its columns; the others are not copied. */
export function withoutColumn(batch: RecordBatch, index: number): RecordBatch {
  const fields = batch.schema.fields.toSpliced(index, 1);
  return batchOf(new Schema(fields, batch.schema.metadata), batch.numRows, batch.data.children.toSpliced(index, 1));
}
