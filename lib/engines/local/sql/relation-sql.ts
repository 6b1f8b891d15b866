import { KindlingError } from '#lib/errors.js';
import type { Attribute } from '#lib/plan/expression.js';
import { outputOf } from '#lib/plan/output.js';
import type { JoinKind, JoinRelation, Relation, SetRelation } from '#lib/plan/relation.js';
import { columnSql, expressionSql, sortSql } from './expression-sql.js';
import { readSql } from './read-sql.js';
import { sampleSql } from './sample-sql.js';
import type { SqlTools } from './sql-tools.js';

/** How a relation that is not SQL itself (user code, rows of the program, a cache) is read: the text of a table with columns c0, c1, … */
export type TableOf = (node: Relation) => string | undefined;

const JOINS: Record<JoinKind, string> = {
  inner: 'INNER JOIN',
  cross: 'CROSS JOIN',
  left: 'LEFT JOIN',
  right: 'RIGHT JOIN',
  full: 'FULL JOIN',
  semi: 'SEMI JOIN',
  anti: 'ANTI JOIN',
};

/** An analysed relation as a DuckDB query whose columns are called by their numbers. */
export function relationSql(node: Relation, tools: SqlTools, tableOf: TableOf): string {
  const table = tableOf(node);
  const from = (input: Relation): string => `(${relationSql(input, tools, tableOf)})`;
  const list = (columns: readonly string[]): string => (columns.length === 0 ? '1' : columns.join(', '));
  if (table !== undefined) return `SELECT ${list(outputOf(node).map((a, i) => `c${i} AS ${columnSql(a)}`))} FROM ${table}`;
  switch (node.kind) {
    case 'read':
      return readSql(node);
    case 'range':
      return rangeSql(node.output![0]!, node.start, node.end, node.step);
    case 'project':
      return `SELECT ${list(node.columns.map((c) => named(c as Attribute, expressionSql(c, tools))))} FROM ${from(node.child)}`;
    case 'filter':
      return `SELECT * FROM ${from(node.child)} WHERE ${expressionSql(node.condition, tools)}`;
    case 'aggregate': {
      const columns = node.columns.map((c) => named(c as Attribute, expressionSql(c, tools)));
      const keys = node.grouping.map((g) => expressionSql(g, tools));
      return `SELECT ${list(columns)} FROM ${from(node.child)}${keys.length === 0 ? '' : ` GROUP BY ${keys.join(', ')}`}`;
    }
    case 'sort':
      return `SELECT * FROM ${from(node.child)} ORDER BY ${node.order.map((o) => sortSql(o, tools)).join(', ')}`;
    case 'limit': {
      const sorted = node.child.kind === 'sort' ? relationSql(node.child, tools, tableOf) : `SELECT * FROM ${from(node.child)}`;
      return `${sorted}${node.limit === undefined ? '' : ` LIMIT ${node.limit}`}${node.offset === undefined ? '' : ` OFFSET ${node.offset}`}`;
    }
    case 'join':
      return joinSql(node, from, tools);
    case 'set':
      return setSql(node, from);
    case 'distinct':
      return node.columns === undefined
        ? `SELECT DISTINCT * FROM ${from(node.child)}`
        : `SELECT DISTINCT ON (${node.columns.map((c) => expressionSql(c, tools)).join(', ')}) * FROM ${from(node.child)}`;
    case 'alias':
      return relationSql(node.child, tools, tableOf);
    case 'repartition':
      return relationSql(node.child, tools, tableOf);
    case 'sample':
      return sampleSql(node, outputOf(node.child).map(columnSql), from(node.child));
    case 'source':
    case 'local':
    case 'cached':
    case 'extend':
    case 'map':
    case 'write':
    case 'pivot':
      throw new KindlingError('INTERNAL_ERROR', `Relation '${node.kind}' reached the SQL of the local engine`);
  }
}

function named(column: { readonly id?: number }, sql: string): string {
  return `${sql} AS ${columnSql(column as { id: number })}`;
}

function rangeSql(output: Attribute, start: bigint, end: bigint, step: bigint): string {
  return `SELECT range AS ${columnSql(output)} FROM range(${start}::BIGINT, ${end}::BIGINT, ${step}::BIGINT)`;
}

function joinSql(node: JoinRelation, from: (input: Relation) => string, tools: SqlTools): string {
  const columns = outputOf(node).map(columnSql);
  const head = `SELECT ${columns.length === 0 ? '1' : columns.join(', ')} FROM ${from(node.left)} AS l`;
  if (node.condition === undefined && (node.how === 'inner' || node.how === 'cross')) return `${head} CROSS JOIN ${from(node.right)} AS r`;
  const how = node.how === 'cross' ? 'INNER JOIN' : JOINS[node.how];
  return `${head} ${how} ${from(node.right)} AS r ON ${node.condition === undefined ? 'TRUE' : expressionSql(node.condition, tools)}`;
}

function setSql(node: SetRelation, from: (input: Relation) => string): string {
  const side = (input: Relation): string =>
    `SELECT ${outputOf(input)
      .map((a, i) => `${columnSql(a)} AS ${columnSql(node.output![i]!)}`)
      .join(', ')} FROM ${from(input)}`;
  return `(${side(node.left)}) ${node.op.toUpperCase()}${node.all ? ' ALL' : ''} (${side(node.right)})`;
}
