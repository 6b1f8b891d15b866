import { createHash } from 'node:crypto';
import v8 from 'node:v8';
import type { StructType } from '#lib/types/data-type.js';
import { capture } from '#lib/workers/closure/capture.js';
import type { CapturedFunction } from '#lib/workers/closure/captured-function.js';
import type { Task } from '#lib/workers/task.js';

/** A user's function over batches, as it travels. */
export interface BatchFunctionState {
  readonly fn: CapturedFunction;
  readonly name: string;
  /** How many parameters the function was written with. */
  readonly arity: number;
}
/** `columns` are the group's own; those of `input` behind them are its keys. */
export interface GroupFunctionState extends BatchFunctionState {
  readonly columns: StructType;
  readonly input: StructType;
}
/** `input` has which side a row is of, the keys, and the columns of `left` and `right`. */
export interface CogroupFunctionState extends BatchFunctionState {
  readonly left: StructType;
  readonly right: StructType;
  readonly input: StructType;
}
/** A function over rows: what longs are in them, and whether it gets one row or all of a partition. */
export interface RowsFunctionState extends BatchFunctionState {
  readonly schema: StructType;
  readonly longs: 'number' | 'bigint';
  readonly each: boolean;
}

type Fn = (...args: any[]) => unknown;
const stateOf = (fn: Fn): BatchFunctionState => ({ fn: capture(fn), name: fn.name || 'function', arity: fn.length });

/** The MapTask of `mapInArrow`. */
export const batchTask = (fn: Fn): Task<BatchFunctionState> => task('batch-function', 'batchFunction', stateOf(fn));
/** The MapTask of `groupBy().applyInArrow`. */
export const groupTask = (fn: Fn, columns: StructType, input: StructType): Task<GroupFunctionState> =>
  task('group-function', 'groupFunction', { ...stateOf(fn), columns, input });
/** The MapTask of `cogroup().applyInArrow`. */
export const cogroupTask = (fn: Fn, left: StructType, right: StructType, input: StructType): Task<CogroupFunctionState> =>
  task('cogroup-function', 'cogroupFunction', { ...stateOf(fn), left, right, input });
/** The MapTask of `foreach` and `foreachPartition`: no rows come out. */
export const rowsTask = (fn: Fn, schema: StructType, longs: 'number' | 'bigint', each: boolean): Task<RowsFunctionState> =>
  task('rows-function', 'rowsFunction', { ...stateOf(fn), schema, longs, each });

/** A task whose key is a hash of its content. */
function task<State>(file: string, name: string, state: State): Task<State> {
  const key = `${name}-${createHash('sha256').update(v8.serialize(state)).digest('hex').slice(0, 32)}`;
  return Object.freeze({ module: new URL(`./${file}.js`, import.meta.url).href, name, key, state: Object.freeze(state) });
}
