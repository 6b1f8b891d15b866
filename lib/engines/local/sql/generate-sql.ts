import type { Expression } from '#lib/plan/expression.js';
import { outputOf } from '#lib/plan/output.js';
import type { GenerateRelation } from '#lib/plan/relation.js';
import { columnSql } from './expression-sql.js';

/** A generate as a query over `from`: the arrays are computed once a row, then unnested side by side. */
export function generateSql(node: GenerateRelation, from: string, expression: (e: Expression) => string): string {
  const lists = node.lists!.map((list, i) => `${expression(list)} AS l${i}`);
  const output = node.output!;
  const places = node.position === true ? [unnest('range(len(l0))', node.outer), ...listsOf(node)] : listsOf(node);
  const added = places.map(
    (sql, i) => `${node.position === true && i === 0 ? `CAST(${sql} AS INTEGER)` : sql} AS ${columnSql(output[i]!)}`,
  );
  const kept = outputOf(node.child).map(columnSql);
  return `SELECT ${[...kept, ...added].join(', ')} FROM (SELECT *, ${lists.join(', ')} FROM ${from})`;
}

const listsOf = (node: GenerateRelation): string[] => node.lists!.map((_, i) => unnest(`l${i}`, node.outer));

/** OUTER gives one row of nulls for an array that is null or empty. */
const unnest = (list: string, outer: boolean): string =>
  outer ? `unnest(CASE WHEN coalesce(len(${list}), 0) = 0 THEN [NULL] ELSE ${list} END)` : `unnest(${list})`;
