import type { RecordBatch } from 'apache-arrow';
import { duringCall } from './run-scope.js';
import type { TaskCalls } from './run-steps.js';
import { SOURCE } from './stage-work.js';
import type { Extend, PartitionMap } from './task.js';
import type { TaskShelf } from './task-shelf.js';
import type { CallNote, NotedCall } from './whereabouts.js';

type Batches = AsyncIterable<RecordBatch>;

/** One run's calls into its tasks, each noted where the driver can see it. */
export class NotedCalls implements TaskCalls {
  readonly #job: number;
  readonly #partition: number;
  readonly #shelf: TaskShelf;
  readonly #note: CallNote;
  /** The step that was called last. */
  step = SOURCE;

  constructor(job: number, partition: number, shelf: TaskShelf, note: CallNote) {
    this.#job = job;
    this.#partition = partition;
    this.#shelf = shelf;
    this.#note = note;
  }

  noted<T>(step: number, call: () => Promise<T> | T): Promise<T> {
    return this.#noted(this.#call(step), call);
  }

  async extend(step: number, key: string, call: (extend: Extend) => Promise<RecordBatch> | RecordBatch): Promise<RecordBatch> {
    const task = this.#shelf.atHand<Extend>(key) ?? (await this.noted(step, () => this.#shelf.opened<Extend>(key)));
    return task.exclusive(() => this.noted(step, () => call(task.value)));
  }

  async *map(
    step: number,
    key: string,
    batches: Batches,
    call: (map: PartitionMap, batches: Batches) => Batches,
  ): AsyncGenerator<RecordBatch> {
    const task = await this.noted(step, () => this.#shelf.opened<PartitionMap>(key));
    const noted = this.#call(step);
    const awaited = this.#iterate(batches, (next) => this.#paused(noted, next));
    yield* this.#iterate(call(task.value, awaited), (next) => this.#noted(noted, next));
  }

  /** The batches that a task makes; each call lasts as long as it takes to make the next one. */
  notedBatches(step: number, batches: Batches): AsyncGenerator<RecordBatch> {
    return this.#iterate(batches, (next) => this.noted(step, next));
  }

  async #noted<T>(noted: NotedCall, call: () => Promise<T> | T): Promise<T> {
    this.#begin(noted);
    try {
      return await duringCall(noted, call);
    } finally {
      this.#note.end(noted);
    }
  }

  /** Inside a noted call: while it waits for rows, it is not what takes the time. */
  async #paused<T>(noted: NotedCall, wait: () => Promise<T>): Promise<T> {
    this.#note.end(noted);
    try {
      return await wait();
    } finally {
      this.#begin(noted);
    }
  }

  async *#iterate(
    batches: Batches,
    around: (next: () => Promise<IteratorResult<RecordBatch>>) => Promise<IteratorResult<RecordBatch>>,
  ): AsyncGenerator<RecordBatch> {
    const iterator = batches[Symbol.asyncIterator]();
    let suspended = false;
    try {
      for (;;) {
        suspended = false;
        const next = await around(() => iterator.next());
        if (next.done) return;
        suspended = true;
        yield next.value;
      }
    } finally {
      if (suspended) await iterator.return?.();
    }
  }

  #call(step: number): NotedCall {
    return { job: this.#job, partition: this.#partition, step };
  }

  #begin(call: NotedCall): void {
    this.step = call.step;
    this.#note.begin(call);
  }
}
