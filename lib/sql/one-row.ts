import type * as plan from '#lib/plan/relation.js';
import { relation, type Relation } from '#lib/plan/relation.js';

/** What a SELECT without FROM reads: one row without columns. */
export function oneRow(): Relation {
  const child = relation<plan.RangeRelation>({ kind: 'range', start: 0n, end: 1n, step: 1n });
  return relation<plan.ProjectRelation>({ kind: 'project', child, columns: [] });
}
