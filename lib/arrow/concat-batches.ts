import type { RecordBatch, Schema } from 'apache-arrow';
import { batchOf } from './batch-of.js';
import { concatData } from './concat-data.js';

/** The rows of all batches, one after the other, as one batch of `schema` in shared memory. One batch alone is given back as it is. */
export function concatBatches(schema: Schema, batches: readonly RecordBatch[]): RecordBatch {
  if (batches.length === 1) return batches[0]!;
  const rows = batches.reduce((sum, batch) => sum + batch.numRows, 0);
  return batchOf(
    schema,
    rows,
    schema.fields.map((f, i) =>
      concatData(
        f.type,
        batches.map((batch) => batch.data.children[i]!),
      ),
    ),
  );
}
