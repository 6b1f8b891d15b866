import type { Engine } from '#lib/engines/engine.js';
import type { Expression } from '#lib/plan/expression.js';
import type { Relation } from '#lib/plan/relation.js';
import type { StructType } from '#lib/types/data-type.js';

/** What a DataFrame needs of the session that it belongs to. */
export interface FrameSession {
  readonly engine: Engine;
  readonly conf: { get(key: string): string };
  /** Registers a relation under a name for SQL text; `replace: false` refuses a name that is taken. */
  createView(name: string, relation: Relation, replace: boolean): void;
  /** The relation of a format's files. */
  scanFiles(format: string, paths: readonly string[], options: Readonly<Record<string, string>>, schema: StructType | undefined): Relation;
  /** The call of a registered user function, or undefined where the name is none. */
  userCall(name: string, args: readonly Expression[]): Expression | undefined;
}
