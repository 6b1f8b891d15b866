import { Data, RecordBatch, Struct } from 'apache-arrow';
import type { Schema } from 'apache-arrow';

/** A batch of `rows` rows from its columns. A batch without columns still has its rows. */
export function batchOf(schema: Schema, rows: number, columns: Data[]): RecordBatch {
  return new RecordBatch(schema, new Data(new Struct(schema.fields), 0, rows, 0, undefined, columns));
}
