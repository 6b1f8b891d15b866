import type { RecordBatch } from 'apache-arrow';
import type { StructType } from '#lib/types/data-type.js';
import type { Relation } from '#lib/plan/relation.js';
import type { Task } from '#lib/workers/task.js';

/** A batch and the partition that it belongs to. */
export interface PartitionBatch {
  readonly partition: number;
  readonly batch: RecordBatch;
}

export interface RunOptions {
  /** Ends the run: the iteration rejects with a CancelledError. */
  readonly signal?: AbortSignal;
  /** What a job is called in progress lines and errors. */
  readonly description?: string;
}

export interface GangOptions extends RunOptions {
  /** How many workers; the engine's parallelism unless told otherwise. */
  readonly size?: number;
  /** Hears what the workers report, with the rank that said it. */
  readonly onReport?: (rank: number, message: unknown) => void;
}

/** How a cached relation is kept. `MEMORY_AND_DISK` is Spark's default. */
export type StorageLevel = 'MEMORY_ONLY' | 'MEMORY_AND_DISK' | 'DISK_ONLY';

/**
 * Where a plan runs. ML says what is computed, the engine where: five verbs, and the two that manage caches.
 * `frame` and `ml` know an engine by this type only; `session` makes one.
 */
export interface Engine extends AsyncDisposable {
  /** How many tasks run at once. */
  readonly parallelism: number;

  /** The output schema, without running. Throws an AnalysisError when the plan is wrong. */
  schema(plan: Relation): StructType;

  /** Runs the plan, pull-driven: a consumer that stops pulling stops the engine, and one that breaks off ends it. Batches come in partition order where the plan is ordered. */
  run(plan: Relation, options?: RunOptions): AsyncIterable<PartitionBatch>;

  /** Folds the plan's batches in the workers by an AggregateTask and merges the states. The task's state is the broadcast. */
  aggregate<State>(plan: Relation, task: Task, options?: RunOptions): Promise<State>;

  /** Runs a GangTask in every worker at once, over the plan's partitions, which are computed once. Gives each rank's result. */
  gang<Result>(plan: Relation, task: Task, options?: GangOptions): Promise<Result[]>;

  /** Text of the plan: as written, analysed, optimised, and as it will run. */
  explain(plan: Relation, mode: 'simple' | 'extended' | 'formatted' | 'cost'): string;

  /** Keeps the plan's rows after the first run; every later plan that contains it reads them from there. */
  persist(plan: Relation, level: StorageLevel): void;
  unpersist(plan: Relation): Promise<void>;
  storageLevel(plan: Relation): StorageLevel | undefined;

  /** Ends every run, thread and temporary file. Idempotent. */
  close(): Promise<void>;
}
