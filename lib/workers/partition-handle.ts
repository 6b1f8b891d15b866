import type { PortableBatch } from './portable-batch.js';

/** Where the rows of one partition are kept: plain data that any thread can open. Batches are references to shared memory. */
export interface PartitionHandle {
  readonly index: number;
  readonly rows: number;
  readonly batches: readonly KeptBatch[];
}

/** A batch in shared memory, or an Arrow IPC stream in a file. */
export type KeptBatch =
  | { readonly kind: 'memory'; readonly batch: PortableBatch; readonly bytes: number }
  | { readonly kind: 'file'; readonly path: string; readonly offset: number; readonly length: number };

/** Keeps batches until they are wanted: in shared memory up to a limit, then in files. */
export interface BatchKeeper {
  keep(batch: PortableBatch, bytes: number): Promise<KeptBatch>;
  /** The batch was used and will not be again. */
  forget(kept: KeptBatch): void;
  /** Deletes the files. */
  dispose(): Promise<void>;
}
