import type { DataType } from '#lib/types/data-type.js';
import type { Task } from '#lib/workers/task.js';
import type { Relation } from './relation.js';

/**
 * What is computed from a row. Frozen plain data: it prints, clones to a worker, and encodes to Spark Connect.
 * `column` and `star` are names as the user wrote them; analysis replaces them by `attribute`s.
 */
export type Expression =
  | ColumnName
  | Star
  | Attribute
  | Literal
  | Call
  | Cast
  | Alias
  | SortOrder
  | CaseWhen
  | GetField
  | WindowCall
  | UserCall
  | Lambda
  | Subquery
  | Outer;

/** A name, in parts (`a.b` is ['a', 'b']); `relation` says which DataFrame it was taken from (`df.col('a')`). */
export interface ColumnName {
  readonly kind: 'column';
  readonly parts: readonly string[];
  readonly relation?: number;
  /** Which column of `relation` it is, from 0, where others may have its name. */
  readonly place?: number;
}
/** `*` or `t.*` or `s.*` of a struct. */
export interface Star {
  readonly kind: 'star';
  readonly target?: readonly string[];
  /** `* EXCEPT (a, b)`: the names that are left out. */
  readonly except?: readonly (readonly string[])[];
  /** Columns of DataFrames, `df.col('a')`, that are left out where they are among them. */
  readonly dropped?: readonly ColumnName[];
}
/** A column of a relation, found: `id` is unique in the plan, whatever names and copies there are. */
export interface Attribute {
  readonly kind: 'attribute';
  readonly id: number;
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly metadata?: Readonly<Record<string, unknown>>;
}
/** A constant. Values: null, boolean, number, bigint (long), string, Uint8Array; dates as days, timestamps as microseconds (bigint), decimals as digits. */
export interface Literal {
  readonly kind: 'literal';
  readonly type: DataType;
  readonly value: LiteralValue;
}
export type LiteralValue = null | boolean | number | bigint | string | Uint8Array | readonly LiteralValue[];
/** A function of the function table by its Spark name; operators are functions too (`+`, `and`, `=`). */
export interface Call {
  readonly kind: 'call';
  readonly fn: string;
  readonly args: readonly Expression[];
  readonly distinct?: boolean;
  /** FILTER (WHERE …) of an aggregate. */
  readonly filter?: Expression;
  /** The order of an aggregate's rows: WITHIN GROUP (ORDER BY …). */
  readonly orderBy?: readonly SortOrder[];
  /** IGNORE NULLS (true) or RESPECT NULLS (false), where it was said. */
  readonly ignoreNulls?: boolean;
  /** Set by analysis. */
  readonly type?: DataType;
  readonly nullable?: boolean;
}
export interface Cast {
  readonly kind: 'cast';
  readonly child: Expression;
  readonly type: DataType;
  readonly try?: boolean;
  /** Put in by analysis, so no name shows it. */
  readonly implicit?: true;
}
export interface Alias {
  readonly kind: 'alias';
  readonly child: Expression;
  readonly name: string;
  /** The names of a generator that gives several columns: `posexplode(a) AS (at, value)`. */
  readonly names?: readonly string[];
  readonly id?: number;
  readonly metadata?: Readonly<Record<string, unknown>>;
}
export interface SortOrder {
  readonly kind: 'sort';
  readonly child: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}
export interface CaseWhen {
  readonly kind: 'case';
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
  readonly otherwise?: Expression;
}
/** A field of a struct. */
export interface GetField {
  readonly kind: 'field';
  readonly child: Expression;
  readonly name: string;
}
export interface WindowCall {
  readonly kind: 'window';
  readonly call: Call;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortOrder[];
  readonly frame?: WindowFrame;
  /** The name of a window of the WINDOW clause, in text whose clause has not been read yet. */
  readonly name?: string;
}
export interface WindowFrame {
  readonly unit: 'rows' | 'range';
  readonly start: FrameBound;
  readonly end: FrameBound;
}
/** Rows or amounts from the current row, before it where negative; an expression (an interval, `n + 1`) says it for a RANGE. */
export type FrameBound = 'unbounded' | 'current' | number | { readonly amount: Expression; readonly side: 'PRECEDING' | 'FOLLOWING' };
/** `(x, i) -> x + i`, an argument of a function over collections. Analysis turns the names of its parameters into attributes. */
export interface Lambda {
  readonly kind: 'lambda';
  readonly params: readonly string[];
  readonly body: Expression;
  /** Set by analysis: what the parameters are in the body. */
  readonly bound?: readonly Attribute[];
}
/** A user's function: `task` is an ExtendTask whose state carries the function with what it captured. */
export interface UserCall {
  readonly kind: 'user';
  readonly name: string;
  readonly task: Task;
  readonly args: readonly Expression[];
  readonly type: DataType;
  readonly nullable: boolean;
  readonly deterministic: boolean;
}
/**
 * A query inside an expression: its one value, whether it has rows, or whether `args` are among them. `outer` are the values
 * of the row around it that it reads, found by analysis; inside `plan` they are `outer` expressions by their place.
 */
export interface Subquery {
  readonly kind: 'subquery';
  readonly how: 'scalar' | 'exists' | 'in';
  readonly plan: Relation;
  readonly args: readonly Expression[];
  readonly outer: readonly Expression[];
  /** Set by analysis. */
  readonly type?: DataType;
  readonly nullable?: boolean;
}
/** A value of the row around a subquery, by its place in the subquery's `outer`. */
export interface Outer {
  readonly kind: 'outer';
  readonly index: number;
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
}
