import type { PortableBatch } from './portable-batch.js';
import type { Field, StructType } from '#lib/types/data-type.js';
import type { SharedCollective } from './collective/shared-memory.js';
import type { PartitionHandle } from './partition-handle.js';
import type { Light } from './stage.js';
import type { Task } from './task.js';
import type { NotedCall } from './whereabouts.js';
import type { WireError } from './wire-error.js';

/**
 * What the driver tells a worker. Batches are references to shared memory and copy nothing; a task's state is cloned,
 * once a worker; everything else is small.
 */
export type Order =
  /** Cloned: `state`. What is big in it belongs into a SharedArrayBuffer. */
  | { readonly kind: 'keep-task'; readonly task: Task }
  | { readonly kind: 'close-task'; readonly key: string }
  | { readonly kind: 'start-job'; readonly job: number; readonly work: StageWork }
  /** Shared: the batch of `input`. */
  | { readonly kind: 'start-run'; readonly job: number; readonly run: number; readonly partition: number; readonly input: RunInput }
  /** Shared: `batch`. */
  | { readonly kind: 'feed-run'; readonly job: number; readonly run: number; readonly batch: PortableBatch; readonly bytes: number }
  | { readonly kind: 'end-input'; readonly job: number; readonly run: number }
  /** The consumer took `bytes` of what the run has made. */
  | { readonly kind: 'make-room'; readonly job: number; readonly run: number; readonly bytes: number }
  /** Ends what still runs for the job; answered by `job-ended`. */
  | { readonly kind: 'end-job'; readonly job: number }
  /** Cloned: the task's state. Shared: the collective's memory, the partitions' batches. */
  | { readonly kind: 'start-rank'; readonly job: number; readonly rank: GangRank }
  /** Closes the tasks; answered by `stopped`. */
  | { readonly kind: 'stop' };

/** What a worker tells the driver. Batches are references to shared memory and copy nothing; fold states and results are cloned. */
export type Report =
  /** Shared: `batch`. */
  | { readonly kind: 'batch-made'; readonly job: number; readonly run: number; readonly made: MadeBatch }
  | { readonly kind: 'input-taken'; readonly job: number; readonly run: number; readonly bytes: number }
  /** Shared: the batch that came of a run of one batch, in one message with its end. Cloned: `folded`, where the job folds and the run had rows. */
  | {
      readonly kind: 'run-done';
      readonly job: number;
      readonly run: number;
      readonly made?: MadeBatch;
      readonly folded?: { readonly state: unknown };
    }
  | { readonly kind: 'run-failed'; readonly job: number; readonly run: number; readonly step: number; readonly error: WireError }
  | { readonly kind: 'job-ended'; readonly job: number }
  /** Cloned: `message`, which a task reported. */
  | { readonly kind: 'task-reported'; readonly job: number; readonly message: unknown }
  /** Cloned: `result`. */
  | { readonly kind: 'rank-done'; readonly job: number; readonly result: unknown }
  | { readonly kind: 'rank-failed'; readonly job: number; readonly error: WireError }
  /** A call has ended, and what it left behind threw where nobody catches: `call` is undefined where nobody knows which. */
  | { readonly kind: 'failed-late'; readonly call: NotedCall | undefined; readonly error: WireError }
  | { readonly kind: 'stopped' };

/** What a worker must know to run a job's runs: the stage, with tasks named by key. */
export interface StageWork {
  readonly source?: { readonly task: string; readonly fields: readonly Field[]; readonly label: string };
  readonly steps: readonly WorkStep[];
  /** Folds the rows instead of handing them out: the key of an AggregateTask. */
  readonly fold?: string;
  /** How many bytes a run may have made that nobody has taken. */
  readonly window: number;
}

export type WorkStep =
  | { readonly kind: 'project'; readonly columns: readonly Light[]; readonly schema: StructType }
  | { readonly kind: 'filter'; readonly condition: Light }
  | {
      readonly kind: 'extend';
      readonly inputs: readonly Light[];
      readonly inputSchema: StructType;
      readonly fields: readonly Field[];
      readonly task: string;
      readonly label: string;
    }
  | { readonly kind: 'map'; readonly inputSchema: StructType; readonly schema: StructType; readonly task: string; readonly label: string };

/** Where a run's rows come from: one batch, whose first row is row `firstRow` of the partition, the splits of a source, or batches that the driver feeds. */
export type RunInput =
  | { readonly kind: 'batch'; readonly batch: PortableBatch; readonly firstRow: number }
  | { readonly kind: 'splits'; readonly splits: readonly unknown[] }
  | { readonly kind: 'fed' };

/** One rank of a gang. */
export interface GangRank {
  readonly rank: number;
  readonly size: number;
  readonly threads: number;
  readonly task: Task;
  readonly collective: SharedCollective;
  readonly partitions: readonly PartitionHandle[];
}

/** A batch that a run has made. */
export interface MadeBatch {
  readonly batch: PortableBatch;
  readonly bytes: number;
}

/** What a thread is told when it starts. Shared: `note`. */
export interface ThreadSettings {
  readonly worker: number;
  readonly workers: number;
  readonly threads: number;
  readonly note: SharedArrayBuffer;
}
