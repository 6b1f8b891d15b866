import { Data, RecordBatch, Struct } from 'apache-arrow';
import type { Schema } from 'apache-arrow';

/**
 * A batch of `rows` rows from its columns, each as long as that. A batch without columns still has its rows.
 * It is made without Arrow's constructor, which copies the schema for every batch and merges fields that share a name.
 */
export function batchOf(schema: Schema, rows: number, columns: Data[]): RecordBatch {
  const data = new Data(new Struct(schema.fields), 0, rows, 0, undefined, columns);
  return Object.assign(Object.create(RecordBatch.prototype) as RecordBatch, { schema, data, _metadata: new Map<string, string>() });
}
