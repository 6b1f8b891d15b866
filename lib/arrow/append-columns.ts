import { Schema } from 'apache-arrow';
import type { RecordBatch } from 'apache-arrow';
import { batchOf } from './batch-of.js';

/** The columns of `left`, then those of `right`, row by row side by side; nothing is copied. */
export function appendColumns(left: RecordBatch, right: RecordBatch): RecordBatch {
  if (left.numRows !== right.numRows)
    throw new RangeError(`appendColumns: both batches must have as many rows; got ${left.numRows} and ${right.numRows}`);
  const schema = new Schema([...left.schema.fields, ...right.schema.fields], left.schema.metadata);
  return batchOf(schema, left.numRows, [...left.data.children, ...right.data.children]);
}
