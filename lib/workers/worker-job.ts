import type { RecordBatch } from 'apache-arrow';
import { batchBytes } from '#lib/arrow/batch-bytes.js';
import { batchOf } from '#lib/arrow/batch-of.js';
import { toPortable, fromPortable } from './portable-batch.js';
import type { PortableBatch } from './portable-batch.js';
import { CancelledError } from '#lib/errors.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import { struct } from '#lib/types/data-type.js';
import { ByteWindow } from './byte-window.js';
import { conformedColumns } from './conformed-columns.js';
import { Inbox } from './inbox.js';
import type { MadeBatch, Report, RunInput, StageWork } from './messages.js';
import { NotedCalls } from './noted-calls.js';
import { inScope } from './run-scope.js';
import type { RunScope } from './run-scope.js';
import { compileSteps } from './run-steps.js';
import { SOURCE } from './stage-work.js';
import type { AggregateTask, Source } from './task.js';
import type { TaskShelf } from './task-shelf.js';
import type { CallNote } from './whereabouts.js';
import { toWireError } from './wire-error.js';

/** What a job needs from the worker that runs it. */
export interface JobTools {
  readonly shelf: TaskShelf;
  readonly note: CallNote;
  post(report: Report): void;
}

interface Fed {
  readonly batch: PortableBatch;
  readonly bytes: number;
}
interface Run {
  readonly id: number;
  readonly partition: number;
  readonly inbox: Inbox<Fed>;
  readonly made: ByteWindow;
}

/** One job's runs in one worker: each takes a partition, or a single batch, through the stage's steps. */
export class WorkerJob {
  readonly #id: number;
  readonly #work: StageWork;
  readonly #tools: JobTools;
  readonly #flow: ReturnType<typeof compileSteps>;
  readonly #runs = new Map<number, Run>();
  readonly #ended = new Set<Promise<void>>();
  readonly #controller = new AbortController();
  readonly #scope: RunScope;

  constructor(id: number, work: StageWork, tools: JobTools) {
    this.#id = id;
    this.#work = work;
    this.#tools = tools;
    this.#flow = compileSteps(work.steps);
    this.#scope = { signal: this.#controller.signal, report: (message) => tools.post({ kind: 'task-reported', job: id, message }) };
  }

  start(id: number, partition: number, input: RunInput): void {
    const run: Run = { id, partition, inbox: new Inbox(), made: new ByteWindow(this.#work.window) };
    this.#runs.set(id, run);
    const ended = inScope(this.#scope, () => this.#run(run, input)).finally(() => {
      this.#runs.delete(id);
      this.#ended.delete(ended);
    });
    this.#ended.add(ended);
  }

  feed(run: number, batch: PortableBatch, bytes: number): void {
    this.#runs.get(run)?.inbox.put({ batch, bytes });
  }

  endInput(run: number): void {
    this.#runs.get(run)?.inbox.end();
  }

  makeRoom(run: number, bytes: number): void {
    this.#runs.get(run)?.made.give(bytes);
  }

  /** Stops what still runs, and waits for it. */
  async end(): Promise<void> {
    const reason = new CancelledError('The job was ended');
    this.#controller.abort(reason);
    for (const run of this.#runs.values()) {
      run.inbox.fail(reason);
      run.made.fail(reason);
    }
    await Promise.all(this.#ended);
  }

  async #run(run: Run, input: RunInput): Promise<void> {
    const calls = new NotedCalls(this.#id, run.partition, this.#tools.shelf, this.#tools.note);
    try {
      const rows = this.#flow(
        this.#input(run, input, calls),
        { partition: run.partition, ...(input.kind === 'batch' && { firstRow: input.firstRow }) },
        calls,
      );
      if (this.#work.fold !== undefined) await this.#fold(run, rows, this.#work.fold, calls);
      else if (input.kind === 'batch') await this.#handOutOne(run, rows);
      else await this.#handOut(run, rows);
    } catch (error) {
      if (this.#controller.signal.aborted) return;
      this.#tools.post({ kind: 'run-failed', job: this.#id, run: run.id, step: calls.step, error: toWireError(error) });
    }
  }

  async #handOut(run: Run, rows: AsyncIterable<RecordBatch>): Promise<void> {
    for await (const batch of rows) {
      const made = madeBatch(batch);
      await run.made.take(made.bytes);
      this.#controller.signal.throwIfAborted();
      this.#tools.post({ kind: 'batch-made', job: this.#id, run: run.id, made });
    }
    this.#tools.post({ kind: 'run-done', job: this.#id, run: run.id });
  }

  /** A batch becomes one batch, or none: that and the end of the run are one message. */
  async #handOutOne(run: Run, rows: AsyncIterable<RecordBatch>): Promise<void> {
    let made: MadeBatch | undefined;
    for await (const batch of rows) made = madeBatch(batch);
    this.#controller.signal.throwIfAborted();
    this.#tools.post({ kind: 'run-done', job: this.#id, run: run.id, ...(made !== undefined && { made }) });
  }

  async #fold(run: Run, rows: AsyncIterable<RecordBatch>, key: string, calls: NotedCalls): Promise<void> {
    const { value: task, state: broadcast } = await this.#tools.shelf.exported<AggregateTask>(key);
    let folded: { state: unknown } | undefined;
    for await (const batch of rows) {
      const before = folded === undefined ? task.zero(broadcast) : folded.state;
      folded = { state: await calls.noted(this.#work.steps.length, () => task.fold(before, batch, broadcast)) };
      this.#controller.signal.throwIfAborted();
    }
    this.#tools.post({ kind: 'run-done', job: this.#id, run: run.id, ...(folded !== undefined && { folded }) });
  }

  async *#input(run: Run, input: RunInput, calls: NotedCalls): AsyncGenerator<RecordBatch> {
    switch (input.kind) {
      case 'batch':
        yield fromPortable(input.batch);
        return;
      case 'fed':
        for await (const { batch, bytes } of run.inbox) {
          this.#tools.post({ kind: 'input-taken', job: this.#id, run: run.id, bytes });
          yield fromPortable(batch);
        }
        return;
      case 'splits': {
        const { task, fields, label } = this.#work.source!;
        const schema = toArrowSchema(struct(fields));
        const source = await calls.noted(SOURCE, () => this.#tools.shelf.opened<Source>(task));
        for (const split of input.splits) {
          for await (const batch of calls.notedBatches(SOURCE, source.value.read(split, fields))) {
            yield batchOf(schema, batch.numRows, conformedColumns(batch, schema, label));
            await nextTurn(); // tasks that never wait would keep the order to stop from being heard
            this.#controller.signal.throwIfAborted();
          }
        }
      }
    }
  }
}

const madeBatch = (batch: RecordBatch): MadeBatch => ({ batch: toPortable(batch), bytes: batchBytes(batch) });
const nextTurn = () => new Promise<void>((resume) => setImmediate(resume));
