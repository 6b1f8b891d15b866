import type { Expression } from '#lib/plan/expression.js';
import { some } from '#lib/plan/map-expression.js';
import type { Relation, SetRelation } from '#lib/plan/relation.js';
import { typeOf } from '#lib/plan/type-of.js';
import { columnSql } from './expression-sql.js';
import { typeSql } from './type-sql.js';

/** A union of single rows, which is what VALUES is in a plan, as the rows that it is: they keep their order. */
export function valuesSql(node: SetRelation, expression: (e: Expression) => string): string | undefined {
  const rows = singleRows(node);
  const width = node.output!.length;
  if (rows === undefined || width === 0) return undefined;
  const lines = rows.map((row) => `(${row.map((e) => `CAST(${expression(e)} AS ${typeSql(typeOf(e))})`).join(', ')})`);
  const names = node.output!.map((_, i) => `v${i}`);
  return `SELECT ${node.output!.map((a, i) => `v${i} AS ${columnSql(a)}`).join(', ')} FROM (VALUES ${lines.join(', ')}) AS v(${names.join(', ')})`;
}

function singleRows(node: Relation): readonly (readonly Expression[])[] | undefined {
  if (node.kind === 'project' && node.child.kind === 'range') {
    const { start, end, step } = node.child;
    return start + step >= end && start < end && step > 0n && !node.columns.some(readsColumns) ? [node.columns] : undefined;
  }
  if (node.kind !== 'set' || node.op !== 'union' || !node.all) return undefined;
  const left = singleRows(node.left);
  const right = left && singleRows(node.right);
  return right && [...left, ...right];
}

const readsColumns = (e: Expression): boolean => some(e, (part) => part.kind === 'attribute');
