import type { RunInput } from './messages.js';
import type { KeptBatch } from './partition-handle.js';
import type { PoolThread } from './pool-thread.js';
import type { PortableBatch } from './portable-batch.js';

/** A batch of a run's input. */
export interface Fed {
  readonly batch: PortableBatch;
  readonly bytes: number;
}

/** Rows that a run has made and nobody has taken. */
export interface Made {
  readonly kept: KeptBatch | Promise<KeptBatch>;
  /** How many bytes it holds of the job's window: none where it was put aside. */
  readonly bytes: number;
  /** The thread that made it. */
  readonly thread: PoolThread;
}

/** A run that was lost with its worker begins anew so many times, as Spark's spark.task.maxFailures has it. */
const ATTEMPTS = 4;

/** One run as the driver sees it: a partition or a batch, the thread that has it, and what came of it so far. */
export class StageRun {
  readonly id: number;
  readonly partition: number;
  thread: PoolThread;
  /** What it began with; undefined when it is done. */
  input: RunInput | undefined;
  /** What it was fed since, to begin anew; undefined where that was too much to keep. */
  fed: Fed[] | undefined = [];
  /** Bytes of `fed` that the worker has taken. */
  taken = 0;
  inputEnded = false;
  /** What the run holds of the job's window until its rows are taken. */
  readonly weight: number;
  /** Bytes of input that were fed to it and that it has not taken. */
  untaken = 0;
  /** Whether it counts as work of its thread. */
  onThread = true;
  done = false;
  folded: { readonly state: unknown } | undefined;
  #failure: { readonly error: unknown } | undefined;
  #attempts = 1;
  /** Batches of this attempt, and the most that came of any. */
  #seen = 0;
  #handedIn = 0;
  readonly #made: Made[] = [];
  #wake: (() => void) | undefined;

  constructor(id: number, partition: number, thread: PoolThread, input: RunInput, weight: number) {
    this.id = id;
    this.partition = partition;
    this.thread = thread;
    this.input = input;
    this.weight = weight;
  }

  /** Whether it may begin anew on another thread. */
  get canRestart(): boolean {
    return !this.done && this.fed !== undefined && this.#attempts < ATTEMPTS;
  }

  /** It begins anew: what it hands in then must be what it handed in before, and more. */
  restart(thread: PoolThread): void {
    this.#attempts++;
    this.#seen = 0;
    this.thread = thread;
    this.onThread = true;
    this.untaken = 0;
    this.taken = 0;
  }

  /** Counts a batch that came; false where an attempt before had handed it in. */
  isNew(): boolean {
    if (++this.#seen <= this.#handedIn) return false;
    this.#handedIn = this.#seen;
    return true;
  }

  put(made: Made): void {
    this.#made.push(made);
    this.#wake?.();
  }

  finish(folded?: { readonly state: unknown }): void {
    this.folded = folded;
    this.#settle();
  }

  /** Throws `error` at the reader behind what was made before, or, `now`, in place of it. */
  fail(error: unknown, now = false): void {
    this.#failure ??= { error };
    if (now) this.#made.length = 0;
    this.#settle();
  }

  #settle(): void {
    this.done = true;
    this.input = undefined;
    this.fed = undefined;
    this.#wake?.();
  }

  /** The next that it made, or undefined when it is done. Throws what it failed with, behind what it made before. */
  async next(): Promise<Made | undefined> {
    while (this.#made.length === 0 && !this.done) await new Promise<void>((wake) => (this.#wake = wake));
    if (this.#made.length === 0 && this.#failure !== undefined) throw this.#failure.error;
    return this.#made.shift();
  }
}
