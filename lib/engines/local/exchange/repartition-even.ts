import type { RecordBatch } from 'apache-arrow';
import { sliceBatch } from '#lib/arrow/slice-batch.js';
import type { PartitionBatch } from '#lib/engines/engine.js';
import { PartitionBuffers } from './partition-buffers.js';

/** Deals rows evenly: the partitions' sizes differ by a row at most, and are the same each time. Partitions come mixed. */
export async function* repartitionEven(input: AsyncIterable<RecordBatch>, partitions: number): AsyncGenerator<PartitionBatch> {
  const buffers = new PartitionBuffers(partitions);
  let first = 0; // who gets the next odd row
  for await (const batch of input) {
    const share = Math.floor(batch.numRows / partitions);
    const odd = batch.numRows % partitions;
    let start = 0;
    for (let i = 0; i < partitions && start < batch.numRows; i++) {
      const length = i < odd ? share + 1 : share;
      yield* buffers.add((first + i) % partitions, sliceBatch(batch, start, length));
      start += length;
    }
    first = (first + odd) % partitions;
  }
  yield* buffers.rest();
}
