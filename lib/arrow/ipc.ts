import { RecordBatchReader, RecordBatchStreamWriter } from 'apache-arrow';
import type { RecordBatch, Schema } from 'apache-arrow';
import { sharedArray } from './shared-array.js';
import { sliceBatch } from './slice-batch.js';

/** Batches of one schema as an Arrow IPC stream, in shared memory. */
export function encodeBatches(schema: Schema, batches: Iterable<RecordBatch>): Uint8Array {
  const writer = new RecordBatchStreamWriter();
  writer.reset(undefined, schema);
  for (const batch of batches) writer.write(sliceBatch(batch, 0));
  writer.finish();
  const bytes = writer.toUint8Array(true);
  const shared = sharedArray(Uint8Array, bytes.length);
  shared.set(bytes);
  return shared;
}

/** Reads an Arrow IPC stream; the batches point into `bytes`. Batches without rows are left out. */
export function decodeBatches(bytes: Uint8Array): { schema: Schema; batches: RecordBatch[] } {
  const reader = RecordBatchReader.from(bytes).open();
  const { schema } = reader; // it is gone once the reader has come to its end
  return { schema, batches: [...reader].filter((batch) => batch.numRows > 0 || schema.fields.length === 0) };
}
