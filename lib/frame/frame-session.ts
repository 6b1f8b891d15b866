import type { Engine } from '#lib/engines/engine.js';
import type { Relation } from '#lib/plan/relation.js';

/** What a DataFrame needs of the session that it belongs to. */
export interface FrameSession {
  readonly engine: Engine;
  readonly conf: { get(key: string): string };
  /** Registers a relation under a name for SQL text; `replace: false` refuses a name that is taken. */
  createView(name: string, relation: Relation, replace: boolean): void;
  /** The relation of a format's files. */
  read(format: string, paths: readonly string[], options: Readonly<Record<string, string>>, schema: import('#lib/types/data-type.js').StructType | undefined): Relation;
}
