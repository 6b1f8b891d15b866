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
  /** DuckDB's text of the call, from the text of its arguments. */
  sql(args: readonly string[], call: Call): string;
  /** How the call is computed where DuckDB has no text for it. */
  kernel?(call: Call): Kernel | undefined;
}

export interface BoundCall {
  readonly args: readonly Expression[];
  readonly type: DataType;
  readonly nullable: boolean;
}

/** The table, by Spark's name. */
export type FunctionTable = ReadonlyMap<string, FunctionSpec>;
