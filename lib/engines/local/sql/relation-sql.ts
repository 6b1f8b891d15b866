import { AnalysisError, KindlingError } from '#lib/errors.js';
import type { Attribute, Expression } from '#lib/plan/expression.js';
import { some } from '#lib/plan/map-expression.js';
import { expressionsOf, inputsOf } from '#lib/plan/map-relation.js';
import { outputOf } from '#lib/plan/output.js';
import type { JoinKind, JoinRelation, Relation, SetRelation } from '#lib/plan/relation.js';
import { aggregateSql } from './aggregate-sql.js';
import { columnSql, expressionSql, sortSql } from './expression-sql.js';
import { generateSql } from './generate-sql.js';
import { readSql } from './read-sql.js';
import { sampleSql } from './sample-sql.js';
import type { SqlTools } from './sql-tools.js';
import { valuesSql } from './values-sql.js';

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

/** An analysed relation as a DuckDB query whose columns are called by their numbers. Those of the row around are in the tools, where it is a subquery. */
export function relationSql(node: Relation, given: SqlTools, tableOf: TableOf): string {
  const tools: SqlTools = { ...given, subquery: (plan, outer) => relationSql(plan, { ...given, outer }, tableOf) };
  const expression = (e: Expression): string => expressionSql(e, tools);
  const query = (input: Relation): string => relationSql(input, given, tableOf);
  const from = (input: Relation): string => `(${query(input)})`;
  const list = (columns: readonly string[]): string => (columns.length === 0 ? '1' : columns.join(', '));
  const table = tableOf(node);
  if (table !== undefined) {
    if (readsOuter(node)) correlatedUserCode();
    return `SELECT ${list(outputOf(node).map((a, i) => `c${i} AS ${columnSql(a)}`))} FROM ${table}`;
  }
  switch (node.kind) {
    case 'read':
      return readSql(node, tools);
    case 'range':
      return rangeSql(node.output![0]!, node.start, node.end, node.step);
    case 'project':
      return `SELECT ${list(node.columns.map((c) => named(c as Attribute, expression(c))))} FROM ${from(node.child)}`;
    case 'filter':
      return `SELECT * FROM ${from(node.child)} WHERE ${expression(node.condition)}`;
    case 'aggregate':
      return aggregateSql(node, from(node.child), expression);
    case 'sort':
      return `SELECT * FROM ${from(node.child)} ORDER BY ${node.order.map((o) => sortSql(o, tools)).join(', ')}`;
    case 'limit': {
      const sorted = node.child.kind === 'sort' ? query(node.child) : `SELECT * FROM ${from(node.child)}`;
      return `${sorted}${node.limit === undefined ? '' : ` LIMIT ${node.limit}`}${node.offset === undefined ? '' : ` OFFSET ${node.offset}`}`;
    }
    case 'join':
      return joinSql(node, from, expression, (plan, values) => `LATERAL (${tools.subquery!(plan, values)})`);
    case 'generate':
      return generateSql(node, from(node.child), expression);
    case 'set':
      return valuesSql(node, expression) ?? setSql(node, from);
    case 'distinct':
      return node.columns === undefined
        ? `SELECT DISTINCT * FROM ${from(node.child)}`
        : `SELECT DISTINCT ON (${node.columns.map(expression).join(', ')}) * FROM ${from(node.child)}`;
    case 'alias':
    case 'repartition':
      return query(node.child);
    case 'sample':
      return sampleSql(node, outputOf(node.child).map(columnSql), from(node.child));
    case 'source':
    case 'local':
    case 'cached':
    case 'extend':
    case 'map':
    case 'write':
    case 'pivot':
    case 'unpivot':
    case 'select':
      throw new KindlingError('INTERNAL_ERROR', `Relation '${node.kind}' reached the SQL of the local engine`);
  }
}

function named(column: { readonly id?: number }, sql: string): string {
  return `${sql} AS ${columnSql(column as { id: number })}`;
}

function rangeSql(output: Attribute, start: bigint, end: bigint, step: bigint): string {
  return `SELECT range AS ${columnSql(output)} FROM range(${start}::BIGINT, ${end}::BIGINT, ${step}::BIGINT)`;
}

function joinSql(
  node: JoinRelation,
  from: (input: Relation) => string,
  expression: (e: Expression) => string,
  lateral: (plan: Relation, outer: readonly string[]) => string,
): string {
  const columns = outputOf(node).map(columnSql);
  const right = node.lateral === true ? lateral(node.right, node.outer!.map(expression)) : from(node.right);
  const head = `SELECT ${columns.length === 0 ? '1' : columns.join(', ')} FROM ${from(node.left)} AS l`;
  if (node.condition === undefined && (node.how === 'inner' || node.how === 'cross')) return `${head} CROSS JOIN ${right} AS r`;
  const how = node.how === 'cross' ? 'INNER JOIN' : JOINS[node.how];
  return `${head} ${how} ${right} AS r ON ${node.condition === undefined ? 'TRUE' : expression(node.condition)}`;
}

function setSql(node: SetRelation, from: (input: Relation) => string): string {
  const side = (input: Relation): string =>
    `SELECT ${outputOf(input)
      .map((a, i) => `${columnSql(a)} AS ${columnSql(node.output![i]!)}`)
      .join(', ')} FROM ${from(input)}`;
  return `(${side(node.left)}) ${node.op.toUpperCase()}${node.all ? ' ALL' : ''} (${side(node.right)})`;
}

const readsOuter = (node: Relation): boolean =>
  expressionsOf(node).some((e) => some(e, (part) => part.kind === 'outer')) || inputsOf(node).some(readsOuter);

function correlatedUserCode(): never {
  throw new AnalysisError(
    'UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_REFERENCE',
    'User code in a subquery must not read columns of the row around it: it runs once, before the query does. Join the two, and call the user function on the joined rows.',
    { sqlState: '0A000' },
  );
}
