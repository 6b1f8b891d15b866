import type { KeptBatch } from './partition-handle.js';
import type { PoolThread } from './pool-thread.js';

/** Rows that a run has made and nobody has taken. */
export interface Made {
  readonly kept: KeptBatch | Promise<KeptBatch>;
  /** How many bytes it holds of the job's window: none where it was put aside. */
  readonly bytes: number;
}

/** One run as the driver sees it: a partition or a batch, the thread that has it, and what came of it so far. */
export class StageRun {
  readonly id: number;
  readonly partition: number;
  readonly thread: PoolThread;
  /** What the run holds of the job's window until its rows are taken. */
  readonly weight: number;
  /** Bytes of input that were fed to it and that it has not taken. */
  untaken = 0;
  /** Whether it counts as work of its thread. */
  onThread = true;
  done = false;
  folded: { readonly state: unknown } | undefined;
  #failure: { readonly error: unknown } | undefined;
  readonly #made: Made[] = [];
  #wake: (() => void) | undefined;

  constructor(id: number, partition: number, thread: PoolThread, weight: number) {
    this.id = id;
    this.partition = partition;
    this.thread = thread;
    this.weight = weight;
  }

  put(made: Made): void {
    this.#made.push(made);
    this.#wake?.();
  }

  finish(folded?: { readonly state: unknown }): void {
    this.done = true;
    this.folded = folded;
    this.#wake?.();
  }

  /** Throws `error` at the reader behind what was made before, or, `now`, in place of it. */
  fail(error: unknown, now = false): void {
    this.#failure ??= { error };
    if (now) this.#made.length = 0;
    this.done = true;
    this.#wake?.();
  }

  /** The next that it made, or undefined when it is done. Throws what it failed with, behind what it made before. */
  async next(): Promise<Made | undefined> {
    while (this.#made.length === 0 && !this.done) await new Promise<void>((wake) => (this.#wake = wake));
    if (this.#made.length === 0 && this.#failure !== undefined) throw this.#failure.error;
    return this.#made.shift();
  }
}
