import type { RecordBatch } from 'apache-arrow';
import { batchOf } from './batch-of.js';
import { takeData } from './take-data.js';

/** The rows that `indices` names, in its order and as often as it names them, in shared memory. A negative index gives a row of nulls. */
export function takeRows(batch: RecordBatch, indices: Int32Array): RecordBatch {
  for (const index of indices) {
    if (index >= batch.numRows) throw new RangeError(`takeRows: an index must be below the number of rows, ${batch.numRows}; got ${index}`);
  }
  return batchOf(
    batch.schema,
    indices.length,
    batch.data.children.map((column) => takeData(column, indices)),
  );
}
