import type { PortableBatch } from './portable-batch.js';
import type { BatchKeeper, KeptBatch } from './partition-handle.js';

/** Keeps batches in the shared memory where they are. */
export class MemoryKeeper implements BatchKeeper {
  keep(batch: PortableBatch, bytes: number): Promise<KeptBatch> {
    return Promise.resolve({ kind: 'memory', batch, bytes });
  }

  forget(): void {}

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
