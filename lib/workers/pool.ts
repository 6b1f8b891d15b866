import { CancelledError, ExecutionError } from '#lib/errors.js';
import { GangJob } from './gang-job.js';
import type { GangOptions } from './gang-job.js';
import { MemoryKeeper } from './memory-keeper.js';
import type { Report } from './messages.js';
import type { BatchKeeper, PartitionHandle } from './partition-handle.js';
import { PoolThread } from './pool-thread.js';
import { StageJob } from './stage-job.js';
import type { JobHost, JobRequest, StageOptions } from './stage-job.js';
import type { PartitionBatch, Stage } from './stage.js';
import { importTask } from './task-shelf.js';
import type { AggregateTask, Task } from './task.js';
import type { NotedCall } from './whereabouts.js';
import type { WireError } from './wire-error.js';

export type { GangOptions, StageOptions };

export interface PoolOptions {
  /** How many workers run stages. */
  readonly size: number;
  /** Threads that native code may use in each worker. */
  readonly threadsPerWorker?: number;
  /** Megabytes of JavaScript heap of a worker; Node's own limit unless given. */
  readonly heapPerWorker?: number;
  /** Bytes of rows that a job may have under way between its input and its consumer. */
  readonly inFlight?: number;
  /** How many opened tasks a worker keeps for jobs to come. */
  readonly keptTasks?: number;
  /** Milliseconds that a worker has to stop when it is told to. */
  readonly grace?: number;
  /** Makes the place where rows wait that are made before their turn; memory unless given. */
  readonly keeper?: () => BatchKeeper;
}

const MEGABYTE = 2 ** 20;

interface Job {
  hear(thread: PoolThread, report: Report): void;
  threadEnded(thread: PoolThread, reason: string): void;
  failedLate(call: NotedCall, error: WireError): void;
  fail(error: unknown): void;
}

/**
 * Worker threads, and the jobs on them. Threads start when there is work for them, do not keep an idle process alive, and
 * are replaced when they die. Jobs share the threads; a gang has its own while it runs.
 */
export class WorkerPool implements AsyncDisposable {
  readonly #options: PoolOptions;
  readonly #jobs = new Map<number, Job>();
  /** Threads that run stages; never more than `size`. */
  readonly #threads = new Set<PoolThread>();
  readonly #all = new Set<PoolThread>();
  /** Jobs of which a late failure was told: one of each is enough. */
  readonly #failedLateBefore = new Set<number>();
  #nextJob = 1;
  #closing: Promise<void> | undefined;

  readonly #host: JobHost;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#host = {
      size: options.size,
      inFlight: options.inFlight ?? 64 * MEGABYTE,
      pick: (load, limit) => this.#pick(load, limit),
      keeper: () => options.keeper?.() ?? new MemoryKeeper(),
    };
  }

  get size(): number {
    return this.#options.size;
  }

  /** Starts the threads now, so that the first job need not wait for them. */
  warm(): void {
    while (this.#closing === undefined && this.#threads.size < this.size) this.#startStageThread();
  }

  /**
   * The rows of a stage: of its source, or of `input`. They come in the order of their input; nothing runs before the first
   * is asked for, and a consumer that stops asking stops the work. Breaking off, or the signal, ends it.
   */
  runStage(stage: Stage, input?: AsyncIterable<PartitionBatch>, options: StageOptions = {}): AsyncIterable<PartitionBatch> {
    return { [Symbol.asyncIterator]: () => this.#run({ stage, input, options }, (job) => job.batches()) };
  }

  /** Folds the stage's rows in the workers, by partition, and merges the states in partition order. Without rows it is the task's zero. */
  async aggregate<State>(
    stage: Stage,
    input: AsyncIterable<PartitionBatch> | undefined,
    task: Task,
    options: StageOptions = {},
  ): Promise<State> {
    const aggregate = (await importTask(task)) as AggregateTask<unknown, State>;
    let merged: { state: State } | undefined;
    for await (const state of this.#run({ stage, input, options, fold: task }, (job) => job.states())) {
      merged = { state: merged === undefined ? (state as State) : aggregate.merge(merged.state, state as State) };
    }
    return merged === undefined ? aggregate.zero(task.state) : merged.state;
  }

  /** Runs a GangTask on `size` threads at once, over partitions that all of them see. Gives each rank's result. */
  async gang<Result>(partitions: readonly PartitionHandle[], task: Task, options: GangOptions = {}): Promise<Result[]> {
    this.#checkOpen();
    const threads = this.#lease(options.size ?? this.size);
    const job = new GangJob(this.#nextJob++, threads, task, options, () => this.#startThread());
    this.#jobs.set(job.id, job);
    try {
      const results = await job.results<Result>(partitions, this.#options.threadsPerWorker ?? 1);
      await Promise.all(job.threads.map((thread) => thread.leave(job.id, true))); // they have nothing left to do: the next gang finds them
      return results;
    } finally {
      this.#jobs.delete(job.id);
      for (const thread of job.threads) void thread.leave(job.id).then(() => this.#takeBack(thread));
    }
  }

  /** Ends every job and thread. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async *#run<T>(request: JobRequest, output: (job: StageJob) => AsyncGenerator<T>): AsyncGenerator<T> {
    this.#checkOpen();
    const job = new StageJob(this.#nextJob++, this.#host, request);
    this.#jobs.set(job.id, job);
    try {
      yield* output(job);
    } finally {
      this.#jobs.delete(job.id);
    }
  }

  #pick(load: ReadonlyMap<PoolThread, number>, limit: number): PoolThread | undefined {
    let best: PoolThread | undefined;
    const runs = (thread: PoolThread) => load.get(thread) ?? 0;
    for (const thread of this.#threads) {
      if (!thread.alive) this.#threads.delete(thread);
      else if (runs(thread) >= limit) continue;
      else if (best === undefined || runs(thread) < runs(best) || (runs(thread) === runs(best) && thread.runs < best.runs)) best = thread;
    }
    if ((best === undefined || best.runs > 0) && this.#threads.size < this.size) return this.#startStageThread();
    return best;
  }

  #startStageThread(): PoolThread {
    const thread = this.#startThread();
    this.#threads.add(thread);
    return thread;
  }

  #startThread(): PoolThread {
    const taken = new Set([...this.#all].map((thread) => thread.worker));
    let worker = 0;
    while (taken.has(worker)) worker++;
    const { threadsPerWorker: threads = 1, heapPerWorker: heap, keptTasks = 8, grace = 5000 } = this.#options;
    const options = { worker, workers: this.size, threads, keptTasks, grace, ...(heap !== undefined && { heap }) };
    const thread = new PoolThread(options, {
      report: (from, report) => {
        if (report.kind === 'failed-late') this.#failedLate(report);
        else if ('job' in report) this.#jobs.get(report.job)?.hear(from, report);
      },
      ended: (ended, reason) => {
        this.#all.delete(ended);
        this.#threads.delete(ended);
        for (const job of this.#jobs.values()) job.threadEnded(ended, reason ?? 'its worker was stopped');
      },
    });
    this.#all.add(thread);
    return thread;
  }

  #failedLate({ call, error }: Extract<Report, { kind: 'failed-late' }>): void {
    if (call !== undefined && this.#failedLateBefore.has(call.job)) return;
    if (call !== undefined) this.#failedLateBefore.add(call.job);
    const job = call && this.#jobs.get(call.job);
    if (job !== undefined) return job.failedLate(call!, error);
    process.emitWarning(`A task threw where nobody catches it, after its job had ended: ${error.stack ?? error.message}`);
  }

  /** Takes idle threads out of the pool, and starts those that are missing: what a rank blocks must be no stage's thread. */
  #lease(size: number): PoolThread[] {
    const leased = [...this.#threads].filter((thread) => thread.alive && thread.idle).slice(0, size);
    for (const thread of leased) this.#threads.delete(thread);
    while (leased.length < size) leased.push(this.#startThread());
    return leased;
  }

  async #takeBack(thread: PoolThread): Promise<void> {
    if (!thread.alive) return;
    if (this.#threads.size < this.size) this.#threads.add(thread);
    else await thread.stop();
  }

  async #close(): Promise<void> {
    for (const job of this.#jobs.values()) job.fail(new CancelledError('The pool of workers was closed while the job ran'));
    await Promise.all([...this.#all].map((thread) => thread.stop()));
  }

  #checkOpen(): void {
    if (this.#closing !== undefined)
      throw new ExecutionError('SESSION_CLOSED', 'A job needs an open pool of workers; this one was closed. Make a new session.');
  }
}
