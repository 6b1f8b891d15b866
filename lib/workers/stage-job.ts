import type { PortableBatch } from './portable-batch.js';
import { CancelledError } from '#lib/errors.js';
import { ByteWindow } from './byte-window.js';
import { Inbox } from './inbox.js';
import type { MadeBatch, Report, RunInput, StageWork } from './messages.js';
import { openBatch } from './open-partition.js';
import type { BatchKeeper, KeptBatch } from './partition-handle.js';
import type { PoolThread } from './pool-thread.js';
import { feedBatches, feedMixed, feedPartitions, feedSplits } from './stage-feed.js';
import type { Feedable } from './stage-feed.js';
import { StageRun } from './stage-run.js';
import type { Made } from './stage-run.js';
import { needsPartitions, stageTasks, stageWork, stepLabel } from './stage-work.js';
import type { PartitionBatch, Stage } from './stage.js';
import type { Task } from './task.js';
import type { NotedCall } from './whereabouts.js';
import { fromWireError, taskFailed } from './wire-error.js';
import type { WireError } from './wire-error.js';

/** How a stage is run. */
export interface StageOptions {
  /** Ends the job: the iteration rejects with a CancelledError. */
  readonly signal?: AbortSignal;
  readonly description?: string;
  /** Hears what tasks report. */
  readonly onReport?: (message: unknown) => void;
  /** How many partitions the input has, where that is known: errors say it, and `map` steps see the empty ones too. */
  readonly partitions?: number;
  /** The input's partitions come mixed. Otherwise a partition ends where the next one begins. */
  readonly interleaved?: boolean;
  /** Milliseconds that one call into a task may take; then its worker is ended. */
  readonly timeout?: number;
}

/** What a job asks of its pool. */
export interface JobHost {
  readonly size: number;
  /** Bytes that a job may have under way. */
  readonly inFlight: number;
  /** The thread with the fewest of the job's runs, if it has fewer than `limit`. */
  pick(load: ReadonlyMap<PoolThread, number>, limit: number): PoolThread | undefined;
  keeper(): BatchKeeper;
}

export interface JobRequest {
  readonly stage: Stage;
  readonly input: AsyncIterable<PartitionBatch> | undefined;
  readonly options: StageOptions;
  /** An AggregateTask: the job gives states in place of rows. */
  readonly fold?: Task;
}

/** A worker has one batch under its hands and the next in reach. */
const BATCHES_PER_THREAD = 2;
/** However small they are, no more runs than this wait for the consumer. */
const RUNS_IN_WINDOW = 64;

/** One stage on its way through the workers: feeds them, hears them, and hands the rows out in order. */
export class StageJob implements Feedable {
  readonly id: number;
  readonly #host: JobHost;
  readonly #request: JobRequest;
  readonly #work: StageWork;
  readonly #tasks: readonly Task[];
  readonly #window: ByteWindow;
  /** Runs in the order in which their rows come out. */
  readonly #order = new Inbox<StageRun>();
  readonly #runs = new Map<number, StageRun>();
  readonly #load = new Map<PoolThread, number>();
  readonly #byPartition: boolean;
  #keeper: BatchKeeper | undefined;
  #current: StageRun | undefined;
  #nextRun = 0;
  #untaken = 0;
  /** Bytes of input that workers have taken and that are kept for runs that may have to begin anew. */
  #keptForRestart = 0;
  #wakeFeed: (() => void) | undefined;
  #lostThread = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(id: number, host: JobHost, request: JobRequest) {
    const { stage, fold } = request;
    this.id = id;
    this.#host = host;
    this.#request = request;
    this.#byPartition = stage.source !== undefined || fold !== undefined || needsPartitions(stage.steps);
    this.#window = new ByteWindow(host.inFlight);
    this.#work = stageWork(stage, fold, Math.ceil(host.inFlight / host.size));
    this.#tasks = stageTasks(stage, fold);
  }

  /** The stage's rows. Breaking off ends the work. */
  async *batches(): AsyncGenerator<PartitionBatch> {
    for await (const run of this.#finished()) {
      for (let made = await run.next(); made !== undefined; made = await run.next()) {
        const kept = await made.kept;
        const batch = openBatch(kept);
        this.#take(run, made, kept);
        yield { partition: run.partition, batch };
      }
    }
  }

  /** The states of the partitions that have rows. */
  async *states(): AsyncGenerator<unknown> {
    for await (const run of this.#finished()) {
      await run.next();
      if (run.folded !== undefined) yield run.folded.state;
    }
  }

  /** Ends the job with `error`, whatever it still has to hand out. */
  fail(error: unknown): void {
    this.#stopFeeding(error);
    this.#order.fail(error);
    for (const run of this.#runs.values()) run.fail(error, true);
  }

  hear(_thread: PoolThread, report: Report): void {
    if (report.kind === 'task-reported') this.#request.options.onReport?.(report.message);
    if (!('run' in report)) return;
    const run = this.#runs.get(report.run);
    if (run === undefined || run.done) return;
    switch (report.kind) {
      case 'batch-made':
        return run.isNew() ? this.#made(run, report.made) : this.#makeRoom(run, report.made.bytes);
      case 'input-taken':
        run.untaken -= report.bytes;
        this.#keepForRestart(run, report.bytes);
        return this.#window.give(report.bytes);
      case 'run-done':
        if (report.made !== undefined) this.#made(run, report.made);
        run.finish(report.folded);
        return this.#unload(run);
      case 'run-failed':
        this.#unload(run);
        return this.#runFailed(run, fromWireError(report.error, this.#where(run.partition, report.step)));
    }
  }

  /**
   * The thread is no more, and with it what it had of this job. If it ended in a call of this job, the job fails; otherwise
   * others ended it, and the runs begin anew on another thread.
   */
  threadEnded(thread: PoolThread, reason: string): void {
    const lost = [...this.#runs.values()].filter((run) => run.thread === thread && !run.done);
    this.#lostThread ||= this.#load.has(thread);
    this.#load.delete(thread);
    this.#wakeFeed?.();
    const { job, partition, step, busy } = thread.whereabouts;
    if (job === this.id && busy && lost.length === 0) this.fail(taskFailed(this.#where(partition, step), reason));
    for (const run of lost) {
      this.#unload(run);
      if (job === this.id) this.#runFailed(run, taskFailed(this.#where(partition, step), reason));
      else this.#restart(run, reason);
    }
  }

  /** A call has left something behind that threw where nobody catches it. */
  failedLate({ partition, step }: NotedCall, error: WireError): void {
    this.fail(fromWireError(error, this.#where(partition, step)));
  }

  #restart(run: StageRun, reason: string): void {
    const thread = run.canRestart ? this.#host.pick(this.#load, Infinity) : undefined;
    if (thread === undefined)
      return this.#runFailed(run, taskFailed(`Partition ${run.partition} was lost while its worker ran another job`, reason));
    run.restart(thread);
    this.#begin(run);
    for (const { batch, bytes } of run.fed!) {
      this.#window.add(bytes);
      this.#sendInput(run, batch, bytes);
    }
    if (run.inputEnded) this.endInput(run);
  }

  /** What a worker has taken is kept, lest the worker be lost, until that is more than the job may have under way. */
  #keepForRestart(run: StageRun, bytes: number): void {
    if (run.fed === undefined) return;
    run.taken += bytes;
    this.#keptForRestart += bytes;
    if (this.#keptForRestart <= this.#host.inFlight) return;
    this.#keptForRestart -= run.taken;
    run.taken = 0;
    run.fed = undefined;
  }

  async start(partition: number, input: RunInput, bytes = 0): Promise<StageRun> {
    const mixed = this.#mixed;
    const weight = mixed ? 0 : Math.max(bytes, Math.ceil(this.#host.inFlight / RUNS_IN_WINDOW));
    if (this.#untaken < this.#host.size) this.#window.add(weight);
    else await this.#window.take(weight);
    const thread = await this.#thread(mixed ? Infinity : this.#byPartition ? 1 : BATCHES_PER_THREAD);
    const run = new StageRun(this.#nextRun++, partition, thread, input, weight);
    this.#begin(run); // which throws where a task cannot be sent
    this.#untaken++;
    this.#runs.set(run.id, run);
    this.#order.put(run);
    return run;
  }

  #begin(run: StageRun): void {
    const { id, partition, thread, input } = run;
    if (!this.#load.has(thread)) {
      thread.join(this.id, this.#tasks);
      thread.send({ kind: 'start-job', job: this.id, work: this.#work });
    }
    this.#load.set(thread, (this.#load.get(thread) ?? 0) + 1);
    thread.runs++;
    thread.send({ kind: 'start-run', job: this.id, run: id, partition, input: input! });
  }

  async feed(run: StageRun, batch: PortableBatch, bytes: number): Promise<void> {
    if (run.done) return;
    await this.#window.take(bytes);
    if (run.done) return this.#window.give(bytes);
    run.fed?.push({ batch, bytes });
    this.#sendInput(run, batch, bytes);
  }

  #sendInput(run: StageRun, batch: PortableBatch, bytes: number): void {
    run.untaken += bytes;
    run.thread.send({ kind: 'feed-run', job: this.id, run: run.id, batch, bytes });
  }

  endInput(run: StageRun): void {
    run.inputEnded = true;
    if (!run.done) run.thread.send({ kind: 'end-input', job: this.id, run: run.id });
  }

  get #mixed(): boolean {
    return this.#byPartition && this.#request.stage.source === undefined && this.#request.options.interleaved === true;
  }

  /** Runs whose turn it is; when the iteration ends, in whatever way, so does the job. */
  async *#finished(): AsyncGenerator<StageRun> {
    const { signal, timeout, description = 'The job' } = this.#request.options;
    const cancel = () => this.fail(new CancelledError(`${description} was cancelled`, { cause: signal?.reason }));
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    const watch = timeout === undefined ? undefined : this.#watchCalls(timeout);
    const feeding = this.#feed();
    try {
      for await (const run of this.#order) {
        this.#current = run;
        yield run;
        this.#runs.delete(run.id);
        this.#untaken--;
        this.#window.give(run.weight);
      }
      await Promise.all([...this.#load.keys()].map((thread) => thread.leave(this.id, true))); // they have nothing left to do: a gang finds them idle
    } finally {
      clearInterval(watch);
      signal?.removeEventListener('abort', cancel);
      this.fail(new CancelledError(`${description} has ended`));
      const left = [...this.#load.keys()].map((thread) => thread.leave(this.id, this.#lostThread));
      for (const run of this.#runs.values()) this.#unload(run);
      if (this.#lostThread) await Promise.all(left); // what ended one thread may be ending others, which the next job must not get
      if (!signal?.aborted) await feeding; // an input that cannot be interrupted must not keep a cancelled job
      await this.#keeper?.dispose();
    }
  }

  /** Feeds the input to the end. Its error comes out behind the rows before it. */
  async #feed(): Promise<void> {
    const { stage, input, options } = this.#request;
    try {
      if (stage.source !== undefined) await feedSplits(stage.source, this);
      else if (!this.#byPartition) await feedBatches(input!, this);
      else await (options.interleaved ? feedMixed : feedPartitions)(input!, options.partitions, this);
      this.#order.end();
    } catch (error) {
      this.#order.end({ error });
      for (const run of this.#runs.values()) if (this.#byPartition) run.fail(error);
    }
  }

  /** Fails at once, or, where runs are short, in its turn: then it is the same run that fails each time. */
  #runFailed(run: StageRun, error: unknown): void {
    if (this.#byPartition) return this.fail(error);
    run.fail(error);
    this.#stopFeeding(error);
  }

  #stopFeeding(error: unknown): void {
    this.#failure ??= { error };
    this.#window.fail(error);
    this.#wakeFeed?.();
  }

  #made(run: StageRun, { batch, bytes }: MadeBatch): void {
    const kept: KeptBatch = { kind: 'memory', batch, bytes };
    const { thread } = run;
    if (!this.#mixed || run === this.#current) {
      this.#window.add(bytes);
      return run.put({ kept, bytes, thread });
    }
    // Its turn may come when all the input is read: it is put aside, or the others would wait for it for ever.
    this.#keeper ??= this.#host.keeper();
    const aside = this.#keeper.keep(batch, bytes).then(
      (put) => {
        this.#makeRoom(run, bytes);
        return put;
      },
      (error: unknown) => {
        this.fail(error);
        return kept;
      },
    );
    run.put({ kept: aside, bytes: 0, thread });
  }

  #take(run: StageRun, made: Made, kept: KeptBatch): void {
    if (made.bytes === 0) return this.#keeper?.forget(kept);
    this.#window.give(made.bytes);
    if (made.thread === run.thread) this.#makeRoom(run, made.bytes);
  }

  #makeRoom(run: StageRun, bytes: number): void {
    if (!run.done && this.#byPartition) run.thread.send({ kind: 'make-room', job: this.id, run: run.id, bytes });
  }

  async #thread(limit: number): Promise<PoolThread> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure.error;
      const thread = this.#host.pick(this.#load, limit);
      if (thread !== undefined) return thread;
      await new Promise<void>((wake) => (this.#wakeFeed = wake));
    }
  }

  /** The run has left its thread. */
  #unload(run: StageRun): void {
    if (!run.onThread) return;
    run.onThread = false;
    run.thread.runs--;
    this.#window.give(run.untaken);
    this.#keptForRestart -= run.taken;
    const load = this.#load.get(run.thread);
    if (load !== undefined) this.#load.set(run.thread, load - 1);
    this.#wakeFeed?.();
  }

  #watchCalls(timeout: number): NodeJS.Timeout {
    const seen = new Map<PoolThread, { calls: number; since: number }>();
    return setInterval(
      () => {
        for (const thread of this.#load.keys()) {
          const { job, calls, busy } = thread.whereabouts;
          const last = seen.get(thread);
          if (!busy || job !== this.id || last?.calls !== calls) seen.set(thread, { calls, since: performance.now() });
          else if (performance.now() - last.since >= timeout) thread.kill(`it gave no answer within ${timeout} ms, the timeout of a call`);
        }
      },
      Math.max(1, timeout / 4),
    );
  }

  #where(partition: number, step: number): string {
    const { stage, options, fold } = this.#request;
    const partitions = stage.source?.splits.length ?? options.partitions;
    return `Partition ${partition}${partitions === undefined ? '' : ` of ${partitions}`} failed in '${stepLabel(stage, fold, step)}'`;
  }
}
