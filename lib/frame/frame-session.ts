import type { Engine } from '#lib/engines/engine.js';
import type { Expression } from '#lib/plan/expression.js';
import type { Relation } from '#lib/plan/relation.js';
import type { StructType } from '#lib/types/data-type.js';
import type { DataFrame } from './data-frame.js';
import type { Observed } from './observation.js';

/** What a DataFrame needs of the session that it belongs to. */
export interface FrameSession {
  readonly engine: Engine;
  readonly conf: { get(key: string): string };
  /** A DataFrame of rows that the program has. */
  createDataFrame(rows: readonly unknown[], schema: StructType): DataFrame;
  /** Metrics of the rows of a relation are wanted by the next action that computes them. */
  observe(relation: Relation, observed: Observed): void;
  /** Registers a relation under a name for SQL text; `replace: false` refuses a name that is taken. */
  createView(name: string, relation: Relation, replace: boolean): void;
  /** The relation of a format's files. */
  scanFiles(format: string, paths: readonly string[], options: Readonly<Record<string, string>>, schema: StructType | undefined): Relation;
  /** The call of a registered user function, or undefined where the name is none. */
  userCall(name: string, args: readonly Expression[]): Expression | undefined;
}
