import type { DataType } from '#lib/types/data-type.js';
import type { CapturedFunction } from '#lib/workers/closure/captured-function.js';

/** What a worker needs to run a user's function over a column. */
export interface UserFunctionState {
  readonly fn: CapturedFunction;
  /** What errors call the function. */
  readonly name: string;
  readonly returns: DataType;
  /** What longs are in the function's arguments. */
  readonly longs: 'number' | 'bigint';
}

/**
 * A function that is called once a row, with the row's values; null is passed as null. What it returns is checked:
 * null and undefined are null. A function that returns promises is awaited, some rows at a time.
 */
export interface RowFunctionState extends UserFunctionState {
  /** The most milliseconds that one call may take. */
  readonly timeout: number | undefined;
}

/** A function that gets whole Arrow vectors and returns a Vector, a typed array or an array with a value for each row. */
export type ArrowFunctionState = UserFunctionState;
