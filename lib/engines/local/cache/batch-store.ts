import { encodeBatches } from '#lib/arrow/ipc.js';
import { fromPortable } from '#lib/workers/portable-batch.js';
import type { PortableBatch } from '#lib/workers/portable-batch.js';
import type { StorageLevel } from '#lib/engines/engine.js';
import { ExecutionError } from '#lib/errors.js';
import type { BatchKeeper, KeptBatch } from '#lib/workers/partition-handle.js';
import type { MemoryBudget } from './memory-budget.js';
import { SpillFile } from './spill-file.js';
import type { TempFolder } from './temp-folder.js';

/** What the stores of a session share. */
export interface StoreSettings {
  readonly budget: MemoryBudget;
  readonly folder: TempFolder;
}

/** Keeps batches in shared memory while the budget lasts, then in one file, each as an Arrow IPC stream. */
export class BatchStore implements BatchKeeper {
  readonly #settings: StoreSettings;
  readonly #level: StorageLevel;
  #file: SpillFile | undefined;
  #inMemory = 0;

  constructor(settings: StoreSettings, level: StorageLevel = 'MEMORY_AND_DISK') {
    this.#settings = settings;
    this.#level = level;
  }

  /** Bytes of the batches that are in memory. */
  get bytesInMemory(): number {
    return this.#inMemory;
  }

  get bytesOnDisk(): number {
    return this.#file?.length ?? 0;
  }

  async keep(batch: PortableBatch, bytes: number): Promise<KeptBatch> {
    const { budget, folder } = this.#settings;
    if (this.#level !== 'DISK_ONLY' && budget.reserve(bytes)) {
      this.#inMemory += bytes;
      return { kind: 'memory', batch, bytes };
    }
    if (this.#level === 'MEMORY_ONLY') {
      const message = `Rows kept MEMORY_ONLY must fit in the caches' ${budget.limit} bytes; ${budget.used} are used and ${bytes} more were needed. Use MEMORY_AND_DISK, or unpersist what is not needed.`;
      throw new ExecutionError('CACHE_MEMORY_EXCEEDED', message);
    }
    this.#file ??= new SpillFile(folder.file('arrow'));
    const rows = fromPortable(batch);
    const stream = encodeBatches(rows.schema, [rows]);
    return { kind: 'file', path: this.#file.path, offset: await this.#file.append(stream), length: stream.length };
  }

  forget(kept: KeptBatch): void {
    if (kept.kind === 'memory') this.#release(kept.bytes);
  }

  async dispose(): Promise<void> {
    this.#release(this.#inMemory);
    const file = this.#file;
    this.#file = undefined;
    await file?.remove();
  }

  #release(bytes: number): void {
    this.#inMemory -= bytes;
    this.#settings.budget.release(bytes);
  }
}
