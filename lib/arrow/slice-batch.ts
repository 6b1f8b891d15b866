import type { RecordBatch } from 'apache-arrow';
import { batchOf } from './batch-of.js';
import { sliceData } from './slice-data.js';

/** Rows `start` to `start + length` of a batch, without copying values; what lies beyond the last row is left out. */
export function sliceBatch(batch: RecordBatch, start: number, length: number = Infinity): RecordBatch {
  const from = Math.min(Math.max(0, start), batch.numRows);
  const rows = Math.min(Math.max(0, length), batch.numRows - from);
  return batchOf(
    batch.schema,
    rows,
    batch.data.children.map((column) => sliceData(column, from, rows)),
  );
}
