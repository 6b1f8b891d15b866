import { createHash } from 'node:crypto';
import { ParamError } from '#lib/errors.js';
import type { Expression, UserCall } from '#lib/plan/expression.js';
import type { DataType } from '#lib/types/data-type.js';
import { capture } from '#lib/workers/closure/capture.js';
import type { Task } from '#lib/workers/task.js';
import { contentOf } from './content-of.js';
import type { ArrowFunctionState, RowFunctionState } from './user-function-state.js';

export interface UserCallOptions {
  /** What plans and errors call the function; its own name unless told otherwise. */
  readonly name?: string;
  readonly returns: DataType;
  /** Whether it is called for each row or for each batch. */
  readonly mode: 'row' | 'arrow';
  /** Whether equal arguments give equal results; true unless told otherwise. */
  readonly deterministic?: boolean;
  /** The most milliseconds that the call of one row may take. */
  readonly timeout?: number;
  /** Captured variables by name, where V8's inspector cannot be asked for them. */
  readonly captures?: Readonly<Record<string, unknown>>;
  /** What longs are in the function's arguments (`spark.kindling.longs`); numbers unless told otherwise. */
  readonly longs?: 'number' | 'bigint';
}

/**
 * The call of a user's function on columns. What the function closes over is taken here and now; equal functions with
 * equal captures share a task, so a worker opens them once. Throws a CaptureError where something cannot travel.
 */
export function userCall(fn: Function, options: UserCallOptions, args: readonly Expression[]): UserCall {
  const { returns, mode, deterministic = true, timeout, longs = 'number' } = options;
  const name = options.name ?? (fn.name || 'udf');
  if (timeout !== undefined && !(Number.isInteger(timeout) && timeout > 0)) {
    throw new ParamError(`udf.timeout of '${name}' must be a whole number of milliseconds > 0; got ${timeout}`);
  }
  if (timeout !== undefined && mode === 'arrow')
    throw new ParamError(`udf.timeout is for the call of one row; '${name}' gets whole batches. Leave it out.`);
  const state = { fn: capture(fn, options.captures && { captures: options.captures }), name, returns, longs };
  const task = mode === 'row' ? rowTask({ ...state, timeout }) : arrowTask(state);
  return Object.freeze({ kind: 'user', name, task, args: Object.freeze([...args]), type: returns, nullable: true, deterministic });
}

const rowTask = (state: RowFunctionState): Task<RowFunctionState> =>
  named(new URL('./row-function.js', import.meta.url), 'rowFunction', state);
const arrowTask = (state: ArrowFunctionState): Task<ArrowFunctionState> =>
  named(new URL('./arrow-function.js', import.meta.url), 'arrowFunction', state);

/** A task whose key is a hash of its content. */
function named<State>(module: URL, name: string, state: State): Task<State> {
  const key = `${name}-${createHash('sha256').update(contentOf(state)).digest('hex').slice(0, 32)}`;
  return Object.freeze({ module: module.href, name, key, state: Object.freeze(state) });
}
