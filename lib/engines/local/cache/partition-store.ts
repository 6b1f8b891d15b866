import { batchBytes } from '#lib/arrow/batch-bytes.js';
import { toPortable } from '#lib/workers/portable-batch.js';
import type { PartitionBatch, StorageLevel } from '#lib/engines/engine.js';
import { openBatch, openPartition } from '#lib/workers/open-partition.js';
import type { KeptBatch, PartitionHandle } from '#lib/workers/partition-handle.js';
import type { Partition } from '#lib/workers/task.js';
import { BatchStore } from './batch-store.js';
import type { StoreSettings } from './batch-store.js';

/** Rows kept by partition, to be read again as often as they are wanted, here and in workers. */
export class PartitionStore {
  readonly #store: BatchStore;
  readonly #kept: { rows: number; batches: KeptBatch[] }[] = [];

  constructor(settings: StoreSettings, level?: StorageLevel) {
    this.#store = new BatchStore(settings, level);
  }

  /** A store with all rows of `input`. With `partitions`, there are at least as many, empty ones too. Where the input fails, nothing is left behind. */
  static async fill(
    input: AsyncIterable<PartitionBatch>,
    settings: StoreSettings,
    options: { partitions?: number; level?: StorageLevel } = {},
  ): Promise<PartitionStore> {
    const store = new PartitionStore(settings, options.level);
    try {
      for await (const piece of input) await store.append(piece);
    } catch (error) {
      await store.dispose();
      throw error;
    }
    if (options.partitions !== undefined) store.#grow(options.partitions);
    return store;
  }

  get rows(): number {
    return this.#kept.reduce((sum, { rows }) => sum + rows, 0);
  }

  get bytesInMemory(): number {
    return this.#store.bytesInMemory;
  }

  get bytesOnDisk(): number {
    return this.#store.bytesOnDisk;
  }

  /** Keeps a batch behind those that its partition has. Empty ones are not kept. */
  async append({ partition, batch }: PartitionBatch): Promise<void> {
    this.#grow(partition + 1);
    if (batch.numRows === 0) return;
    const kept = await this.#store.keep(toPortable(batch), batchBytes(batch));
    this.#kept[partition]!.batches.push(kept);
    this.#kept[partition]!.rows += batch.numRows;
  }

  /** The partitions as plain data that goes to workers; it is good until `dispose`. */
  handles(): PartitionHandle[] {
    return this.#kept.map(({ rows, batches }, index) => ({ index, rows, batches: [...batches] }));
  }

  partitions(): Partition[] {
    return this.handles().map(openPartition);
  }

  /** All rows, one partition after the other. */
  async *batches(): AsyncGenerator<PartitionBatch> {
    for (const { index, batches } of this.handles()) {
      for (const kept of batches) yield { partition: index, batch: openBatch(kept) };
    }
  }

  /** Gives the memory back and deletes the file. */
  async dispose(): Promise<void> {
    this.#kept.length = 0;
    await this.#store.dispose();
  }

  #grow(partitions: number): void {
    while (this.#kept.length < partitions) this.#kept.push({ rows: 0, batches: [] });
  }
}
