import type { Expression } from '#lib/plan/expression.js';
import type { Relation } from '#lib/plan/relation.js';

/** What SQL text can name besides columns. */
export interface SqlContext {
  /** The relation of a table's or view's name; throws an AnalysisError where there is none. */
  table(parts: readonly string[]): Relation;
  /** The call of a registered user function, or undefined where the name is none. */
  userCall(name: string, args: readonly Expression[]): Expression | undefined;
  /** The value of a parameter as an expression: `:name` by its name, `?` by its place from 0. */
  parameter(name: string | number): Expression | undefined;
}
