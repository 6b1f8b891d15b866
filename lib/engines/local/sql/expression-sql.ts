import { KindlingError } from '#lib/errors.js';
import type { Call, Expression, SortOrder, Subquery, WindowCall } from '#lib/plan/expression.js';
import type { Clauses } from '#lib/plan/function-spec.js';
import type { KernelUse } from '#lib/plan/kernel.js';
import { showBound } from '#lib/plan/show-expression.js';
import { outputOf } from '#lib/plan/output.js';
import { typeOf } from '#lib/plan/type-of.js';
import type { DataType } from '#lib/types/data-type.js';
import { castSql } from './cast-sql.js';
import { specialTimeSql } from './special-time-sql.js';
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
      return specialTimeSql(e.child, e.type, tools.timeZone) ?? castSql(sql(e.child), typeOf(e.child), e.type, e.try === true, tools);
    case 'field':
      return fieldSql(sql(e.child), e.name, typeOf(e.child));
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
    case 'subquery':
      return subquerySql(e, sql, tools);
    case 'outer':
      return tools.outer![e.index]!;
    case 'column':
    case 'star':
    case 'user':
      throw new KindlingError('INTERNAL_ERROR', `Expression '${e.kind}' reached the SQL of the local engine`);
  }
}

function fieldSql(sql: string, name: string, type: DataType): string {
  const field = `'${name.replaceAll("'", "''")}'`;
  return type.kind === 'array' ? `list_transform(${sql}, lambda item: struct_extract(item, ${field}))` : `struct_extract(${sql}, ${field})`;
}

function subquerySql(e: Subquery, sql: (part: Expression) => string, tools: SqlTools): string {
  const from = `FROM (${tools.subquery!(e.plan, e.outer.map(sql))})`;
  const columns = outputOf(e.plan).map(columnSql).join(', ');
  switch (e.how) {
    case 'exists':
      return `EXISTS (SELECT 1 ${from})`;
    case 'scalar':
      return `CAST((SELECT ${columns} ${from}) AS ${typeSql(e.type!)})`;
    case 'in':
      return e.args.length === 1
        ? `(${sql(e.args[0]!)} IN (SELECT ${columns} ${from}))`
        : `((${e.args.map(sql).join(', ')}) IN (SELECT ${columns} ${from}))`;
  }
}

export function sortSql(o: SortOrder, tools: SqlTools): string {
  return `${expressionSql(o.child, tools)} ${o.descending ? 'DESC' : 'ASC'} NULLS ${o.nullsFirst ? 'FIRST' : 'LAST'}`;
}

function callSql(e: Call, tools: SqlTools, over = ''): string {
  const spec = tools.functions.get(e.fn)!;
  const lowered = spec.lower?.(e.args) ?? e.args;
  const args = lowered.map((arg) => expressionSql(arg, tools));
  const kernel = spec.kernel?.(e);
  if (kernel !== undefined) return kernelSql({ ...kernel, name: e.fn, types: lowered.map(typeOf), returns: e.type! }, args, tools);
  const text = spec.sql(args, e, clausesOf(e, tools, over));
  const finish = spec.finish?.(e);
  if (finish === undefined) return text;
  const also = finish.also ?? [];
  const types = [finish.of, ...also.map((i) => typeOf(e.args[i]!))];
  return kernelSql({ ...finish, name: e.fn, types, returns: e.type! }, [text, ...also.map((i) => args[i]!)], tools);
}

function clausesOf(e: Call, tools: SqlTools, over: string): Clauses {
  const filter = e.filter === undefined ? [] : [expressionSql(e.filter, tools)];
  return {
    distinct: e.distinct === true ? 'DISTINCT ' : '',
    order: e.orderBy === undefined ? '' : ` ORDER BY ${e.orderBy.map((o) => sortSql(o, tools)).join(', ')}`,
    nulls: e.ignoreNulls === true ? ' IGNORE NULLS' : '',
    windowed: over !== '',
    behind(where) {
      const conditions = where === undefined ? filter : [...filter, where];
      return `${conditions.length === 0 ? '' : ` FILTER (WHERE ${conditions.map((c) => `(${c})`).join(' AND ')})`}${over}`;
    },
  };
}

/** A call of a kernel. What DuckDB makes of an argument may be of another type than Spark says, so it is said again. */
export function kernelSql(use: KernelUse, args: readonly string[], tools: SqlTools): string {
  return `${tools.kernel(use)}(${args.map((arg, i) => `CAST(${arg} AS ${typeSql(use.types[i]!)})`).join(', ')})`;
}

/** The amount of a frame's bound: our intervals are numbers, which DuckDB's frames do not take for times. */
function amountSql(sql: string, type: DataType): string {
  if (type.kind === 'day_time_interval') return `to_microseconds(${sql})`;
  return type.kind === 'year_month_interval' ? `to_months(${sql})` : sql;
}

function windowSql(e: WindowCall, tools: SqlTools): string {
  const sql = (part: Expression): string => expressionSql(part, tools);
  const amount = (part: Expression): string => amountSql(sql(part), typeOf(part));
  const over: string[] = [];
  if (e.partitionBy.length > 0) over.push(`PARTITION BY ${e.partitionBy.map(sql).join(', ')}`);
  if (e.orderBy.length > 0) over.push(`ORDER BY ${e.orderBy.map(sql).join(', ')}`);
  if (e.frame !== undefined)
    over.push(
      `${e.frame.unit.toUpperCase()} BETWEEN ${showBound(e.frame.start, 'PRECEDING', amount)} AND ${showBound(e.frame.end, 'FOLLOWING', amount)}`,
    );
  return callSql(e.call, tools, ` OVER (${over.join(' ')})`);
}
