import { CancelledError } from '#lib/errors.js';
import { abortSharedCollective, createSharedCollective } from './collective/shared-memory.js';
import type { Report } from './messages.js';
import type { PartitionHandle } from './partition-handle.js';
import type { PoolThread } from './pool-thread.js';
import { sendTask } from './send-task.js';
import type { Task } from './task.js';
import type { NotedCall } from './whereabouts.js';
import { fromWireError, taskFailed } from './wire-error.js';
import type { WireError } from './wire-error.js';

/** How a gang is run. */
export interface GangOptions {
  /** How many ranks; the pool's size unless told otherwise. */
  readonly size?: number;
  readonly signal?: AbortSignal;
  readonly description?: string;
  /** Hears what the ranks report. */
  readonly onReport?: (rank: number, message: unknown) => void;
}

interface Outcome {
  readonly result?: unknown;
  readonly error?: unknown;
  readonly condition?: string | undefined;
}

/** One gang on its threads: all ranks at once, and where one fails, the others are ended too. */
export class GangJob {
  readonly id: number;
  readonly #threads: PoolThread[];
  readonly #replace: () => PoolThread;
  readonly #task: Task;
  readonly #options: GangOptions;
  readonly #collective;
  readonly #outcomes: (Outcome | undefined)[];
  readonly #done: Promise<void>;
  readonly #replaced = new Set<number>();
  #isEnding = false;
  #start!: (rank: number) => void;
  #resolve!: () => void;
  #reject!: (error: unknown) => void;

  /** `replace` gives another thread for one that died before its rank began. */
  constructor(id: number, threads: readonly PoolThread[], task: Task, options: GangOptions, replace: () => PoolThread) {
    this.id = id;
    this.#threads = [...threads];
    this.#replace = replace;
    this.#task = task;
    this.#options = options;
    this.#collective = createSharedCollective(threads.length);
    this.#outcomes = threads.map(() => undefined);
    this.#done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#done.catch(() => undefined); // whoever asked for the results hears of it there
  }

  /** The results by rank. Throws what the rank that failed first failed with. */
  async results<Result>(partitions: readonly PartitionHandle[], threadsPerWorker: number): Promise<Result[]> {
    const { signal, description = 'The job' } = this.#options;
    const cancel = () => this.fail(new CancelledError(`${description} was cancelled`, { cause: signal?.reason }));
    signal?.addEventListener('abort', cancel, { once: true });
    const size = this.#threads.length;
    this.#start = (rank) => {
      const thread = this.#threads[rank]!;
      thread.join(this.id, []);
      const order = { rank, size, threads: threadsPerWorker, task: this.#task, collective: this.#collective, partitions };
      sendTask(this.#task, () => thread.send({ kind: 'start-rank', job: this.id, rank: order }));
    };
    try {
      for (let rank = 0; rank < size; rank++) this.#start(rank);
      if (signal?.aborted) cancel();
      await this.#done;
      return this.#outcomes.map((outcome) => outcome!.result as Result);
    } catch (error) {
      this.fail(error);
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Ends the gang with `error`. Ranks that wait for each other are woken. */
  fail(error: unknown): void {
    this.#isEnding = true;
    abortSharedCollective(this.#collective, error instanceof CancelledError ? 'cancelled' : 'failed');
    this.#reject(error);
  }

  hear(thread: PoolThread, report: Report): void {
    const rank = this.#threads.indexOf(thread);
    if (report.kind === 'task-reported') this.#options.onReport?.(rank, report.message);
    else if (report.kind === 'rank-done') this.#settle(rank, { result: report.result });
    else if (report.kind === 'rank-failed') {
      this.#settle(rank, { error: fromWireError(report.error, this.#where(rank)), condition: report.error.condition });
    }
  }

  threadEnded(thread: PoolThread, reason: string): void {
    const rank = this.#threads.indexOf(thread);
    if (rank < 0) return;
    if (thread.whereabouts.job === this.id || this.#outcomes[rank] !== undefined || this.#isEnding || this.#replaced.has(rank))
      return this.#settle(rank, { error: taskFailed(this.#where(rank), reason) });
    this.#replaced.add(rank); // what ended its thread came before the rank began: the others wait for it
    this.#threads[rank] = this.#replace();
    this.#start(rank);
  }

  /** A rank has left something behind that threw where nobody catches it. */
  failedLate({ partition: rank }: NotedCall, error: WireError): void {
    this.fail(fromWireError(error, this.#where(rank)));
  }

  /** The threads that the ranks have, or had last. */
  get threads(): readonly PoolThread[] {
    return this.#threads;
  }

  #settle(rank: number, outcome: Outcome): void {
    this.#outcomes[rank] ??= outcome;
    if ('error' in outcome) {
      // A rank that was only told that another failed is not the cause: the cause is on its way.
      if (outcome.condition !== 'GANG_ABORTED') this.fail(outcome.error);
    }
    if (this.#outcomes.some((known) => known === undefined)) return;
    const failed = this.#outcomes.find((known) => 'error' in known!);
    if (failed === undefined) this.#resolve();
    else this.#reject(failed.error);
  }

  #where(rank: number): string {
    return `Rank ${rank} of ${this.#threads.length} failed in '${this.#task.name}'`;
  }
}
