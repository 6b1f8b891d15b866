import type * as arrow from 'apache-arrow';
import { fromArrowField } from '#lib/types/arrow.js';
import { revive } from '#lib/workers/closure/revive.js';
import type { Extend, ExtendTask } from '#lib/workers/task.js';
import { awaitRows } from './await-rows.js';
import { oneColumnBatch } from './one-column-batch.js';
import { resultColumn } from './result-column.js';
import type { ResultColumn } from './result-column.js';
import { rowArgument } from './row-argument.js';
import type { RowArgument } from './row-argument.js';
import { rowLoop } from './row-loop.js';
import type { KeepForm, LoopState, RowLoop } from './row-loop.js';
import { failureOf, timedOut, type CallSite } from './user-function-error.js';
import type { RowFunctionState } from './user-function-state.js';
import { CUT_OFF, withinDeadline } from './within-deadline.js';

/** Calls a user's function once a row: the task of `udf`. */
export const rowFunction: ExtendTask<RowFunctionState> = async (state, { signal }) =>
  new RowFunction(state, await revive(state.fn), signal);

class RowFunction implements Extend {
  readonly #state: RowFunctionState;
  readonly #fn: Function;
  readonly #signal: AbortSignal;
  /** Compiled loops, by the forms that they read and keep. */
  readonly #loops = new Map<string, RowLoop>();

  constructor(state: RowFunctionState, fn: Function, signal: AbortSignal) {
    this.#state = state;
    this.#fn = fn;
    this.#signal = signal;
  }

  async extend(input: arrow.RecordBatch, partition: number, firstRow?: number): Promise<arrow.RecordBatch> {
    const { name, returns, longs } = this.#state;
    const args = input.schema.fields.map((field, i) => rowArgument(fromArrowField(field), input.data.children[i]!, { longs }));
    const results = resultColumn(returns, name, input.numRows);
    const run = new BatchRun(this.#state, this.#fn, args, results, input.numRows, { partition, firstRow });
    const awaiting = run.callRows((keep) => this.#loop(args, keep));
    if (awaiting !== undefined) await run.awaitFrom(awaiting, this.#signal);
    return oneColumnBatch(name, returns, results.finish(), input.numRows);
  }

  #loop(args: readonly RowArgument[], keep: KeepForm): RowLoop {
    const forms = args.map(({ form }) => form);
    const key = `${forms.join()}:${keep}`;
    const loop = this.#loops.get(key) ?? rowLoop(forms, keep, this.#state.timeout !== undefined);
    this.#loops.set(key, loop);
    return loop;
  }
}

/** The row from which results are promises, and the first of them. */
interface Awaiting {
  readonly row: number;
  readonly promise: PromiseLike<unknown>;
}

/** Where a batch is. */
type Place = Pick<CallSite, 'partition' | 'firstRow'>;

/** One batch on its way through a function. */
class BatchRun {
  readonly #state: RowFunctionState;
  readonly #fn: Function;
  readonly #args: readonly RowArgument[];
  readonly #results: ResultColumn;
  readonly #rows: number;
  readonly #place: Place;
  readonly #stopped: LoopState = { row: 0, value: undefined };

  constructor(state: RowFunctionState, fn: Function, args: readonly RowArgument[], results: ResultColumn, rows: number, place: Place) {
    this.#state = state;
    this.#fn = fn;
    this.#args = args;
    this.#results = results;
    this.#rows = rows;
    this.#place = place;
  }

  /** Calls the function for every row; gives where its results become promises, if they do. */
  callRows(loopOf: (keep: KeepForm) => RowLoop): Awaiting | undefined {
    const isGathered = this.#results.form === 'append' && this.#state.timeout !== undefined;
    const gathered: unknown[] = [];
    const target = isGathered ? gathered : this.#results.target;
    const awaiting = this.#callRows(loopOf(isGathered ? 'gather' : this.#results.form), target);
    gathered.forEach((value, row) => this.#accept(row, value));
    return awaiting;
  }

  #callRows(loop: RowLoop, target: unknown): Awaiting | undefined {
    const values = this.#args.flatMap((arg) => arg.values);
    const state = this.#stopped;
    const run = (from: number): number => loop(this.#fn, from, this.#rows, state, target, this.#results.put, ...values);
    let row = 0;
    while (row < this.#rows) {
      const stoppedAt = this.#guarded(run, row);
      if (stoppedAt === this.#rows) return undefined;
      const { value } = state;
      if (isPromise(value)) return { row: stoppedAt, promise: value };
      this.#accept(stoppedAt, value);
      row = stoppedAt + 1;
    }
    return undefined;
  }

  /**
   * Runs the loop, under a deadline where there is one. The deadline is for a call, not for all: a call that is cut off
   * after others is made again with the whole time to itself.
   */
  #guarded(run: (from: number) => number, from: number): number {
    const { timeout } = this.#state;
    try {
      if (timeout === undefined) return run(from);
      for (let start = from; ; start = this.#stopped.row) {
        this.#stopped.row = start;
        const stoppedAt = withinDeadline(timeout, () => run(start));
        if (stoppedAt !== CUT_OFF) return stoppedAt;
        if (this.#stopped.row === start) throw timedOut(this.#site(start), timeout);
      }
    } catch (error) {
      throw failureOf(error, this.#site(this.#stopped.row));
    }
  }

  /** Awaits the results from a row on. */
  async awaitFrom({ row, promise }: Awaiting, signal: AbortSignal): Promise<void> {
    const { timeout } = this.#state;
    const call = (at: number): unknown => (at === row ? promise : this.#fn(...this.#args.map(({ read }) => read(at) as unknown)));
    const results = await awaitRows(call, row, this.#rows, {
      timeout,
      signal,
      timedOut: (at) => timedOut(this.#site(at), timeout!),
      failed: (at, error) => failureOf(error, this.#site(at)),
    });
    results.forEach((value, i) => this.#accept(row + i, value));
  }

  #accept(row: number, value: unknown): void {
    try {
      this.#results.accept(row, value);
    } catch (error) {
      throw failureOf(error, this.#site(row));
    }
  }

  #site(row: number): CallSite {
    return { name: this.#state.name, ...this.#place, row };
  }
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
