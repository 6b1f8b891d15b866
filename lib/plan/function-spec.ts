import type { DataType } from '#lib/types/data-type.js';
import type { Call, Expression } from './expression.js';
import type { Kernel } from './kernel.js';

/** One row of the function table: what a function takes, gives, and is called in DuckDB. */
export interface FunctionSpec {
  /** Spark's name, lower case. */
  readonly name: string;
  readonly kind: 'scalar' | 'aggregate' | 'window';
  /** How many arguments; `max` may be Infinity. */
  readonly min: number;
  readonly max: number;
  /** Types the call: arguments come analysed, and leave with the casts that Spark would add. Throws an AnalysisError that does not fit. */
  bind(args: readonly Expression[], call: Call): BoundCall;
  /** The types of the parameters of a lambda that is the argument `place`, from the types of the arguments before it. */
  lambda?(place: number, types: readonly DataType[], params: number): readonly DataType[];
  /** The arguments as DuckDB's function wants them, where that is not how Spark's has them. */
  lower?(args: readonly Expression[]): readonly Expression[];
  /** DuckDB's text of the call, from the text of its arguments. An aggregate puts the clauses to the one that it is made of. */
  sql(args: readonly string[], call: Call, clauses: Clauses): string;
  /** How the call is computed where DuckDB has no text for it. */
  kernel?(call: Call): Kernel | undefined;
  /** What makes the result of an aggregate from the text that `sql` gives, which holds values of type `of`, and the arguments from place `from` on. */
  finish?(call: Call): Finish | undefined;
}

/** A kernel that makes an aggregate's result from what DuckDB aggregated. */
export interface Finish extends Kernel {
  /** The type that DuckDB aggregated to, a list mostly. */
  readonly of: DataType;
  /** What tells the kernel from others of the same function and types. */
  readonly variant?: string;
  /** The arguments that the kernel takes besides, by their places. */
  readonly also?: readonly number[];
}

/** The clauses of an aggregate's or window function's call, as DuckDB's text. */
export interface Clauses {
  readonly distinct: '' | 'DISTINCT ';
  /** ` ORDER BY …`, which stands inside the brackets; nothing without WITHIN GROUP. */
  readonly order: string;
  /** ` IGNORE NULLS`, which stands inside the brackets of a window function; nothing where it was not said. */
  readonly nulls: string;
  readonly windowed: boolean;
  /** ` FILTER (WHERE …) OVER (…)`, which stands behind the brackets; `where` is a condition more for the rows that count. */
  behind(where?: string): string;
}

export interface BoundCall {
  readonly args: readonly Expression[];
  readonly type: DataType;
  readonly nullable: boolean;
}

/** The table, by Spark's name. */
export type FunctionTable = ReadonlyMap<string, FunctionSpec>;
