import { KindlingError } from '#lib/errors.js';
import type { Call, Expression, SortOrder, WindowCall } from '#lib/plan/expression.js';
import type { KernelUse } from '#lib/plan/kernel.js';
import { showBound } from '#lib/plan/show-expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import { castSql } from './cast-sql.js';
import { literalSql } from './literal-sql.js';
import type { SqlTools } from './sql-tools.js';
import { typeSql } from './type-sql.js';

/** What a column is called inside the SQL of a plan: its number, so that no two clash. */
export const columnSql = (a: { readonly id: number }): string => `c${a.id}`;

/** An analysed expression as DuckDB's SQL. */
export function expressionSql(e: Expression, tools: SqlTools): string {
  const sql = (part: Expression): string => expressionSql(part, tools);
  switch (e.kind) {
    case 'attribute':
      return columnSql(e);
    case 'literal':
      return literalSql(e.value, e.type);
    case 'alias':
      return sql(e.child);
    case 'cast':
      return castSql(sql(e.child), typeOf(e.child), e.type, e.try === true);
    case 'field':
      return `struct_extract(${sql(e.child)}, '${e.name.replaceAll("'", "''")}')`;
    case 'sort':
      return sortSql(e, tools);
    case 'case':
      return `CASE ${e.branches.map((b) => `WHEN ${sql(b.when)} THEN ${sql(b.then)}`).join(' ')}${e.otherwise === undefined ? '' : ` ELSE ${sql(e.otherwise)}`} END`;
    case 'call':
      return callSql(e, tools);
    case 'lambda':
      return `lambda ${e.bound!.map(columnSql).join(', ')}: ${sql(e.body)}`;
    case 'window':
      return windowSql(e, tools);
    case 'column':
    case 'star':
    case 'user':
      throw new KindlingError('INTERNAL_ERROR', `Expression '${e.kind}' reached the SQL of the local engine`);
  }
}

export function sortSql(o: SortOrder, tools: SqlTools): string {
  return `${expressionSql(o.child, tools)} ${o.descending ? 'DESC' : 'ASC'} NULLS ${o.nullsFirst ? 'FIRST' : 'LAST'}`;
}

function callSql(e: Call, tools: SqlTools): string {
  const spec = tools.functions.get(e.fn)!;
  const args = (spec.lower?.(e.args) ?? e.args).map((arg) => expressionSql(arg, tools));
  const kernel = spec.kernel?.(e);
  if (kernel !== undefined) return kernelSql({ ...kernel, name: e.fn, types: e.args.map(typeOf), returns: e.type! }, args, tools);
  const text = spec.sql(args, e);
  if (e.filter === undefined) return text;
  // text that is more than the bare call (a cast around it, say) has the filter put on the aggregate inside it
  const condition = ` FILTER (WHERE ${expressionSql(e.filter, tools)})`;
  const call = aggregateEnd(text);
  return call === -1 ? text + condition : text.slice(0, call) + condition + text.slice(call);
}

/** A call of a kernel. What DuckDB makes of an argument may be of another type than Spark says, so it is said again. */
export function kernelSql(use: KernelUse, args: readonly string[], tools: SqlTools): string {
  return `${tools.kernel(use)}(${args.map((arg, i) => `CAST(${arg} AS ${typeSql(use.types[i]!)})`).join(', ')})`;
}

/** Where the aggregate inside `CAST(sum(x) AS …)` or `coalesce(list(x) …)` ends; -1 where the text is the call itself. */
function aggregateEnd(text: string): number {
  const wrapped = /^(?:CAST|coalesce)\((\w+\()/.exec(text);
  if (wrapped === null) return -1;
  let depth = 0;
  for (let i = wrapped[0].length - 1; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i + 1;
  }
  return -1;
}

function windowSql(e: WindowCall, tools: SqlTools): string {
  const over: string[] = [];
  if (e.partitionBy.length > 0) over.push(`PARTITION BY ${e.partitionBy.map((p) => expressionSql(p, tools)).join(', ')}`);
  if (e.orderBy.length > 0) over.push(`ORDER BY ${e.orderBy.map((o) => sortSql(o, tools)).join(', ')}`);
  if (e.frame !== undefined)
    over.push(`${e.frame.unit.toUpperCase()} BETWEEN ${showBound(e.frame.start, 'PRECEDING')} AND ${showBound(e.frame.end, 'FOLLOWING')}`);
  const text = callSql(e.call, tools);
  const end = aggregateEnd(text);
  const clause = ` OVER (${over.join(' ')})`;
  return end === -1 ? text + clause : text.slice(0, end) + clause + text.slice(end);
}
