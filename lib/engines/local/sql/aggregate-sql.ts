import type { Attribute, Expression } from '#lib/plan/expression.js';
import type { AggregateRelation } from '#lib/plan/relation.js';
import { columnSql } from './expression-sql.js';

/** An aggregate as a query over `from`. Without a row of input grouping sets give none, as in Spark, not even the empty set. */
export function aggregateSql(node: AggregateRelation, from: string, expression: (e: Expression) => string): string {
  const columns = node.columns.map((c) => `${expression(c)} AS ${columnSql(c as Attribute)}`);
  const keys = node.grouping.map(expression);
  const select = `SELECT ${columns.length === 0 ? '1' : columns.join(', ')} FROM ${from}`;
  if (node.sets === undefined) return keys.length === 0 ? select : `${select} GROUP BY ${keys.join(', ')}`;
  const sets = node.sets.map((set) => `(${set.map((i) => keys[i]!).join(', ')})`);
  return `${select} GROUP BY GROUPING SETS (${sets.join(', ')}) HAVING count(*) > 0`;
}
