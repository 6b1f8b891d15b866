import { runRank } from './gang-rank.js';
import type { Order, Report, ThreadSettings } from './messages.js';
import { taskContext } from './run-scope.js';
import { TaskShelf } from './task-shelf.js';
import { toWireError } from './wire-error.js';
import { CallNote } from './whereabouts.js';
import { WorkerJob } from './worker-job.js';

type Handlers = { readonly [K in Order['kind']]: (order: Extract<Order, { kind: K }>) => Promise<void> | void };

/** A worker's side of the pool: does what the driver orders and reports what came of it. */
export class TaskServer {
  readonly #post: (report: Report) => void;
  readonly #note: CallNote;
  readonly #shelf: TaskShelf;
  readonly #jobs = new Map<number, { end(): Promise<void> | void }>();
  readonly #stageJobs = new Map<number, WorkerJob>();

  constructor(settings: ThreadSettings, post: (report: Report) => void) {
    this.#post = post;
    this.#note = new CallNote(settings.note);
    this.#shelf = new TaskShelf(taskContext(settings));
  }

  receive(order: Order): Promise<void> | void {
    return this.#handlers[order.kind](order as never);
  }

  readonly #handlers: Handlers = {
    'keep-task': ({ task }) => this.#shelf.put(task),
    'close-task': ({ key }) => this.#shelf.close(key),
    'start-job': ({ job, work }) => {
      const started = new WorkerJob(job, work, { shelf: this.#shelf, note: this.#note, post: this.#post });
      this.#jobs.set(job, started);
      this.#stageJobs.set(job, started);
    },
    'start-run': ({ job, run, partition, input }) => this.#stageJobs.get(job)?.start(run, partition, input),
    'feed-run': ({ job, run, batch, bytes }) => this.#stageJobs.get(job)?.feed(run, batch, bytes),
    'end-input': ({ job, run }) => this.#stageJobs.get(job)?.endInput(run),
    'make-room': ({ job, run, bytes }) => this.#stageJobs.get(job)?.makeRoom(run, bytes),
    'end-job': async ({ job }) => {
      await this.#jobs.get(job)?.end();
      this.#jobs.delete(job);
      this.#stageJobs.delete(job);
      this.#post({ kind: 'job-ended', job });
    },
    'start-rank': async ({ job, rank }) => {
      const controller = new AbortController();
      this.#jobs.set(job, { end: () => controller.abort() });
      const report = (message: unknown) => this.#post({ kind: 'task-reported', job, message });
      try {
        const result = await runRank(rank, { signal: controller.signal, report, note: this.#note, job });
        this.#post({ kind: 'rank-done', job, result });
      } catch (error) {
        this.#post({ kind: 'rank-failed', job, error: toWireError(error) });
      }
    },
    stop: async () => {
      await Promise.all([...this.#jobs.values()].map(async (job) => job.end()));
      await this.#shelf.closeAll();
      this.#post({ kind: 'stopped' });
    },
  };
}
