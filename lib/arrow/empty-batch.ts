import type { RecordBatch, Schema } from 'apache-arrow';
import { batchOf } from './batch-of.js';
import { concatData } from './concat-data.js';

/** A batch of no rows. */
export const emptyBatch = (schema: Schema): RecordBatch =>
  batchOf(
    schema,
    0,
    schema.fields.map((f) => concatData(f.type, [])),
  );
