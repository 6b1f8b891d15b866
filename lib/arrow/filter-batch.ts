import type { RecordBatch } from 'apache-arrow';
import { takeRows } from './take-rows.js';

/** The rows whose byte in `mask` is not 0. Gives the batch itself when that is all of them. */
export function filterBatch(batch: RecordBatch, mask: Uint8Array): RecordBatch {
  if (mask.length !== batch.numRows)
    throw new RangeError(`filterBatch: the mask must have a byte a row, ${batch.numRows}; got ${mask.length}`);
  let kept = 0;
  for (let row = 0; row < mask.length; row++) if (mask[row] !== 0) kept++;
  if (kept === mask.length) return batch;
  const rows = new Int32Array(kept);
  for (let row = 0, i = 0; row < mask.length; row++) if (mask[row] !== 0) rows[i++] = row;
  return takeRows(batch, rows);
}
