import type { Attribute } from '#lib/plan/expression.js';
import type { CachedRelation, LocalRelation } from '#lib/plan/relation.js';
import type { Light, Stage } from '#lib/workers/stage.js';

/** How the local engine runs a plan: relational segments as one DuckDB query each, user code as stages in the workers. */
export type Physical =
  | PhysicalQuery
  | PhysicalStage
  | PhysicalRows
  | PhysicalCached
  | PhysicalProject
  | PhysicalLimit
  | PhysicalConcat
  | PhysicalExchange;

interface Base {
  readonly output: readonly Attribute[];
}

/** One DuckDB query; each input is run first and becomes a table of that name with columns c0, c1, … */
export interface PhysicalQuery extends Base {
  readonly kind: 'query';
  readonly sql: string;
  readonly inputs: readonly { readonly table: string; readonly input: Physical }[];
}
export interface PhysicalStage extends Base {
  readonly kind: 'stage';
  readonly stage: Stage;
  readonly input?: Physical;
}
/** Rows that came with the program. */
export interface PhysicalRows extends Base {
  readonly kind: 'rows';
  readonly relation: LocalRelation;
}
export interface PhysicalCached extends Base {
  readonly kind: 'cached';
  readonly relation: CachedRelation;
}
/** Columns picked on the driver, without a copy. */
export interface PhysicalProject extends Base {
  readonly kind: 'project';
  readonly child: Physical;
  readonly columns: readonly Light[];
}
export interface PhysicalLimit extends Base {
  readonly kind: 'limit';
  readonly child: Physical;
  readonly limit: number | undefined;
  readonly offset: number | undefined;
}
/** The rows of one after those of the other. */
export interface PhysicalConcat extends Base {
  readonly kind: 'concat';
  readonly left: Physical;
  readonly right: Physical;
}
/** Other partitions: `even` deals rows out, `merge` joins neighbours, `keyed` goes by the partition number in the last column of the child. */
export interface PhysicalExchange extends Base {
  readonly kind: 'exchange';
  readonly child: Physical;
  readonly how: 'even' | 'merge' | 'keyed';
  readonly partitions: number;
}
