import { Worker } from 'node:worker_threads';
import { KeptTasks } from './kept-tasks.js';
import type { Order, Report, ThreadSettings } from './messages.js';
import type { Task } from './task.js';
import { CallNote } from './whereabouts.js';
import type { Whereabouts } from './whereabouts.js';

/** What a thread tells its pool. */
export interface ThreadEvents {
  report(thread: PoolThread, report: Report): void;
  /** The thread is no more; `reason` is undefined where it was told to stop. */
  ended(thread: PoolThread, reason: string | undefined): void;
}

export interface ThreadOptions extends Omit<ThreadSettings, 'note'> {
  /** Megabytes of JavaScript heap; Node's own limit where not given. */
  readonly heap?: number;
  /** How many opened tasks the worker keeps for later jobs. */
  readonly keptTasks: number;
  /** Milliseconds that a worker has to stop what it does when it is told to; then it is ended as it is. */
  readonly grace: number;
}

/** Who closes a pool, or presses Ctrl-C, waits no longer than this for tasks to close. */
const CLOSING_GRACE = 1000;

interface JobOnThread {
  readonly tasks: readonly Task[];
  holds: boolean;
  leaving?: Leaving;
}
interface Leaving {
  readonly timer: NodeJS.Timeout;
  readonly left: Promise<void>;
  readonly done: () => void;
}

/** One worker thread as the driver sees it: what it is at, what it holds, and how it ends. */
export class PoolThread {
  readonly worker: number;
  /** How many runs are on the thread. */
  runs = 0;
  readonly #options: ThreadOptions;
  readonly #thread: Worker;
  readonly #note = new CallNote();
  readonly #tasks: KeptTasks;
  readonly #jobs = new Map<number, JobOnThread>();
  readonly #exited: Promise<void>;
  #holds = 0;
  #onStopped: (() => void) | undefined;
  #end: { readonly reason?: string } | undefined;

  constructor(options: ThreadOptions, events: ThreadEvents) {
    this.worker = options.worker;
    this.#options = options;
    this.#tasks = new KeptTasks(options.keptTasks, (order) => this.send(order));
    const settings: ThreadSettings = {
      worker: options.worker,
      workers: options.workers,
      threads: options.threads,
      note: this.#note.memory,
    };
    this.#thread = new Worker(new URL('./task.worker.js', import.meta.url), {
      workerData: settings,
      ...(process.execArgv.some((flag) => flag.startsWith('--input-type')) && { execArgv: [] }), // which is about the program's text, and ends a worker
      ...(options.heap !== undefined && { resourceLimits: { maxOldGenerationSizeMb: options.heap } }),
    });
    this.#thread.on('message', (report: Report) => {
      if (report.kind === 'job-ended') for (const task of this.#forget(report.job)?.tasks ?? []) this.#tasks.takeBack(task.key);
      else if (report.kind === 'stopped') this.#onStopped?.();
      else events.report(this, report);
    });
    this.#thread.unref(); // behind the listener, which makes the port hold the process again
    this.#thread.on('error', (error: Error & { code?: string }) => (this.#end ??= { reason: this.#describe(error) }));
    this.#exited = new Promise((exited) => {
      this.#thread.once('exit', (code) => {
        const end = (this.#end ??= {
          reason: `the worker ended (exit code ${code}); a task must not end its thread, as process.exit does`,
        });
        for (const job of [...this.#jobs.keys()]) this.#forget(job);
        exited();
        events.ended(this, end.reason);
      });
    });
  }

  /** Whether the thread takes orders. */
  get alive(): boolean {
    return this.#end === undefined;
  }

  /** Whether no job is on the thread. */
  get idle(): boolean {
    return this.#jobs.size === 0;
  }

  get whereabouts(): Whereabouts {
    return this.#note.read();
  }

  send(order: Order): void {
    this.#thread.postMessage(order);
  }

  /** A job comes: its tasks are sent where they are not there yet, and the process stays alive for it. */
  join(job: number, tasks: readonly Task[]): void {
    for (const task of tasks) this.#tasks.lend(task);
    this.#jobs.set(job, { tasks, holds: true });
    if (this.#holds++ === 0) this.#thread.ref();
  }

  /** The job goes; what still runs for it has to stop. Resolves when it has, for which a process does not stay alive unless it is `awaited`. */
  leave(job: number, awaited = false): Promise<void> {
    const entry = this.#jobs.get(job);
    if (entry === undefined) return Promise.resolve();
    if (!awaited) this.#letGo(entry);
    if (entry.leaving !== undefined) return entry.leaving.left;
    this.send({ kind: 'end-job', job });
    const timer = setTimeout(() => this.kill('the worker did not stop when it was told to'), this.#options.grace).unref();
    let done!: () => void;
    const left = new Promise<void>((resolve) => (done = resolve));
    entry.leaving = { timer, left, done };
    return left;
  }

  /** Lets the worker close its tasks, then ends the thread. */
  async stop(): Promise<void> {
    if (this.alive) {
      this.#end = {};
      this.#thread.ref();
      await new Promise<void>((done) => {
        const timer = setTimeout(done, Math.min(this.#options.grace, CLOSING_GRACE));
        this.#onStopped = () => {
          clearTimeout(timer);
          done();
        };
        void this.#exited.then(this.#onStopped);
        this.send({ kind: 'stop' });
      });
      await this.#thread.terminate();
    }
    await this.#exited;
  }

  /** Ends the thread at once; `reason` is what its jobs are told. */
  kill(reason: string): void {
    this.#end ??= { reason };
    void this.#thread.terminate();
  }

  #forget(job: number): JobOnThread | undefined {
    const entry = this.#jobs.get(job);
    this.#jobs.delete(job);
    if (entry !== undefined) this.#letGo(entry);
    clearTimeout(entry?.leaving?.timer);
    entry?.leaving?.done();
    return entry;
  }

  #letGo(entry: JobOnThread): void {
    if (!entry.holds) return;
    entry.holds = false;
    if (--this.#holds === 0) this.#thread.unref();
  }

  #describe(error: Error & { code?: string }): string {
    if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return `the worker ended: ${error.message}`;
    const limit = this.#options.heap === undefined ? '' : ` of ${this.#options.heap} MB`;
    return `the worker ran out of memory: its JavaScript heap${limit} is full. Use smaller batches or more partitions, or give workers more memory`;
  }
}
