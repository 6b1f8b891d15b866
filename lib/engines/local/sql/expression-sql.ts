import { KindlingError } from '#lib/errors.js';
import type { Call, Expression, SortOrder, WindowCall } from '#lib/plan/expression.js';
import type { FunctionTable } from '#lib/plan/function-spec.js';
import { showBound } from '#lib/plan/show-expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import { castSql } from './cast-sql.js';
import { literalSql } from './literal-sql.js';

/** What a column is called inside the SQL of a plan: its number, so that no two clash. */
export const columnSql = (a: { readonly id: number }): string => `c${a.id}`;

/** An analysed expression as DuckDB's SQL. */
export function expressionSql(e: Expression, functions: FunctionTable): string {
  const sql = (part: Expression): string => expressionSql(part, functions);
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
      return sortSql(e, functions);
    case 'case':
      return `CASE ${e.branches.map((b) => `WHEN ${sql(b.when)} THEN ${sql(b.then)}`).join(' ')}${e.otherwise === undefined ? '' : ` ELSE ${sql(e.otherwise)}`} END`;
    case 'call':
      return callSql(e, functions);
    case 'window':
      return windowSql(e, functions);
    case 'column':
    case 'star':
    case 'user':
      throw new KindlingError('INTERNAL_ERROR', `Expression '${e.kind}' reached the SQL of the local engine`);
  }
}

export function sortSql(o: SortOrder, functions: FunctionTable): string {
  return `${expressionSql(o.child, functions)} ${o.descending ? 'DESC' : 'ASC'} NULLS ${o.nullsFirst ? 'FIRST' : 'LAST'}`;
}

function callSql(e: Call, functions: FunctionTable): string {
  const spec = functions.get(e.fn)!;
  const text = spec.sql(
    e.args.map((arg) => expressionSql(arg, functions)),
    e,
  );
  if (e.filter === undefined) return text;
  // text that is more than the bare call (a cast around it, say) has the filter put on the aggregate inside it
  const condition = ` FILTER (WHERE ${expressionSql(e.filter, functions)})`;
  const call = aggregateEnd(text);
  return call === -1 ? text + condition : text.slice(0, call) + condition + text.slice(call);
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

function windowSql(e: WindowCall, functions: FunctionTable): string {
  const over: string[] = [];
  if (e.partitionBy.length > 0) over.push(`PARTITION BY ${e.partitionBy.map((p) => expressionSql(p, functions)).join(', ')}`);
  if (e.orderBy.length > 0) over.push(`ORDER BY ${e.orderBy.map((o) => sortSql(o, functions)).join(', ')}`);
  if (e.frame !== undefined)
    over.push(`${e.frame.unit.toUpperCase()} BETWEEN ${showBound(e.frame.start, 'PRECEDING')} AND ${showBound(e.frame.end, 'FOLLOWING')}`);
  const text = callSql(e.call, functions);
  const end = aggregateEnd(text);
  const clause = ` OVER (${over.join(' ')})`;
  return end === -1 ? text + clause : text.slice(0, end) + clause + text.slice(end);
}
