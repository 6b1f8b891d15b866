import type { RecordBatch } from 'apache-arrow';
import type { Field } from '#lib/types/data-type.js';

/**
 * Where a worker finds the code to run: an export of a module (`import.meta.url` of the file that says so).
 * `state` is plain data (structured clone; big bytes in a SharedArrayBuffer); `key` names the state, so that a worker
 * that has opened the task once keeps it for every partition that follows.
 */
export interface Task<State = unknown> {
  readonly module: string;
  readonly name: string;
  readonly key: string;
  readonly state: State;
  /** What it computes depends on where rows are in their partition: an ExtendTask is always told `firstRow`. */
  readonly rowNumbers?: boolean;
}

/** What every task can ask for. */
export interface TaskContext {
  /** The rank of this worker, from 0, and how many there are. */
  readonly worker: number;
  readonly workers: number;
  /** Threads that native code may use in this worker, so that workers together use the machine and no more. */
  readonly threads: number;
  /** Ends when the job is cancelled; long work checks it. */
  readonly signal: AbortSignal;
  /** Says something to the driver while the task runs (progress, counts); plain data. */
  report(message: unknown): void;
}

/**
 * Row-aligned work: for each input batch, an output batch of as many rows holding only the new columns.
 * The export named by the task is an `ExtendTask`; it is opened once in a worker and kept by the task's key.
 */
export type ExtendTask<State = any> = (state: State, context: TaskContext) => Promise<Extend> | Extend;
export interface Extend {
  /**
   * `input` has the columns that the plan's node asks for, in that order. `firstRow` is the place of its first row among the rows of the
   * partition that come to the task, counted from 0; undefined where batches go their own ways and rows were filtered away before, unless
   * the task asks for `rowNumbers`.
   */
  extend(input: RecordBatch, partition: number, firstRow?: number): Promise<RecordBatch> | RecordBatch;
  /** Frees what `extend` holds (native sessions, tensors). */
  close?(): Promise<void> | void;
}

/** Free-form work on one partition: batches in, batches out, of the schema that the plan's node declares. */
export type MapTask<State = any> = (state: State, context: TaskContext) => Promise<PartitionMap> | PartitionMap;
export interface PartitionMap {
  map(batches: AsyncIterable<RecordBatch>, partition: number): AsyncIterable<RecordBatch>;
  close?(): Promise<void> | void;
}

/** A source that DuckDB cannot read: `splits` are plain data, one list of them a partition (see `SourceRelation`). */
export type SourceTask<State = any> = (state: State, context: TaskContext) => Promise<Source> | Source;
export interface Source {
  /** Yields the rows of one split, only the columns asked for (in schema order), in batches bounded by bytes. */
  read(split: unknown, fields: readonly Field[]): AsyncIterable<RecordBatch>;
  close?(): Promise<void> | void;
}

/** Spark's treeAggregate: states fold in the workers, merge, and the driver gets one. States are structured-cloneable. */
export interface AggregateTask<Broadcast = any, State = any> {
  zero(broadcast: Broadcast): State;
  fold(state: State, batch: RecordBatch, broadcast: Broadcast): State | Promise<State>;
  merge(left: State, right: State): State;
}

/** One long-lived task per worker, all at once. The export named by the task is a `GangTask`. */
export type GangTask<State = any, Result = any> = (world: World<State>) => Promise<Result>;

export interface World<State = unknown> extends TaskContext {
  readonly state: State;
  readonly collective: Collective;
  /** Every partition of the plan; a worker reads those it needs, as often as it likes: they are shared memory (or a mapped file), not copies. */
  readonly partitions: readonly Partition[];
}

/** The rows of one partition, kept for the life of the gang. */
export interface Partition {
  readonly index: number;
  readonly rows: number;
  batches(): Iterable<RecordBatch>;
}

/** What the workers of a gang do together. Every rank must make the same calls in the same order. */
export interface Collective {
  readonly rank: number;
  readonly size: number;
  /** Sums `values` over all ranks, in place, in rank order, so that every rank gets the same bits. */
  allReduce(values: Float32Array): Promise<void> | void;
  /** Gives every rank the bytes of `root`, in place. */
  broadcast(values: Float32Array, root?: number): Promise<void> | void;
  /** Waits until every rank is here. */
  barrier(): Promise<void> | void;
}
