import type { RecordBatch } from 'apache-arrow';
import type { StructType } from '#lib/types/data-type.js';
import { columnReader } from './column-reader.js';
import type { ReadOptions } from './column-reader.js';
import { rowReader } from './row-reader.js';

/** The rows of a batch as plain objects, in order. Binary values and vectors are views of the batch's memory. */
export function* batchRows(batch: RecordBatch, schema: StructType, options: ReadOptions = {}): Generator<Record<string, unknown>> {
  const readers = schema.fields.map(({ name, type }, i) => columnReader(type, batch.data.children[i]!, { ...options, name }));
  const names = schema.fields.map((field) => field.name);
  const read = rowReader(names, readers);
  for (let row = 0; row < batch.numRows; row++) yield read(row);
}
