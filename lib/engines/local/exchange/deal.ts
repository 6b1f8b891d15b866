import type { RecordBatch } from 'apache-arrow';
import { batchBytes } from '#lib/arrow/batch-bytes.js';
import { sliceBatch } from '#lib/arrow/slice-batch.js';
import type { PartitionBatch } from '#lib/engines/engine.js';

export interface DealOptions {
  /** Rows to look at before it is decided how they are dealt. */
  readonly rows?: number;
  /** Bytes to look at before it is decided how they are dealt. */
  readonly bytes?: number;
}

/**
 * Deals the rows of one stream to partitions, the same way each time. What fits into the buffer is cut into even slices of
 * neighbours, as Spark cuts local data; a longer stream goes round batch by batch, so that its partitions come mixed.
 */
export async function* deal(
  batches: AsyncIterable<RecordBatch>,
  partitions: number,
  options: DealOptions = {},
): AsyncGenerator<PartitionBatch> {
  const { rows: maxRows = 1_000_000, bytes: maxBytes = 32 * 2 ** 20 } = options;
  let buffer: RecordBatch[] | undefined = [];
  let [rows, bytes, dealt] = [0, 0, 0];
  for await (const batch of batches) {
    if (batch.numRows === 0) continue;
    if (buffer === undefined) {
      yield { partition: dealt++ % partitions, batch };
      continue;
    }
    buffer.push(batch);
    rows += batch.numRows;
    bytes += batchBytes(batch);
    if (rows > maxRows || bytes > maxBytes) {
      for (const held of buffer) yield { partition: dealt++ % partitions, batch: held };
      buffer = undefined;
    }
  }
  if (buffer !== undefined) yield* evenSlices(buffer, rows, partitions);
}

/** Partition i has the rows from i * rows / partitions to the next one's first. */
function* evenSlices(batches: readonly RecordBatch[], rows: number, partitions: number): Generator<PartitionBatch> {
  const end = (partition: number) => Math.floor(((partition + 1) * rows) / partitions);
  let partition = 0;
  let row = 0;
  for (const batch of batches) {
    for (let start = 0; start < batch.numRows; ) {
      while (end(partition) <= row) partition++;
      const length = Math.min(batch.numRows - start, end(partition) - row);
      yield { partition, batch: sliceBatch(batch, start, length) };
      start += length;
      row += length;
    }
  }
}
