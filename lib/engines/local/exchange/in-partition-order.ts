import type { PartitionBatch } from '#lib/engines/engine.js';
import { PartitionStore } from '../cache/partition-store.js';
import type { StoreSettings } from '../cache/batch-store.js';

/** The same rows, one partition after the other. All of them are read first; those that do not fit in memory wait on disk. */
export async function* inPartitionOrder(input: AsyncIterable<PartitionBatch>, settings: StoreSettings): AsyncGenerator<PartitionBatch> {
  const store = await PartitionStore.fill(input, settings);
  try {
    yield* store.batches();
  } finally {
    await store.dispose();
  }
}
