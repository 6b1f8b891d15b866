import type { FunctionTable } from '#lib/plan/function-spec.js';
import type { KernelUse } from '#lib/plan/kernel.js';
import type { Relation } from '#lib/plan/relation.js';

/** What writing SQL needs beside the plan. */
export interface SqlTools {
  readonly functions: FunctionTable;
  /** The session's time zone. */
  readonly timeZone: string;
  /** The name by which SQL calls a kernel. */
  kernel(use: KernelUse): string;
  /** The SQL of a subquery's plan, given the SQL of what it reads of the row around. Set where relations are written. */
  subquery?(plan: Relation, outer: readonly string[]): string;
  /** The SQL of what a subquery reads of the row around it, by place. */
  readonly outer?: readonly string[];
}
