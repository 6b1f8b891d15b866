import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { castTo } from '#lib/plan/cast-to.js';
import { boundedDecimal, isIntegral, isNumeric } from '#lib/plan/common-type.js';
import type { Call, Expression } from '#lib/plan/expression.js';
import type { Clauses } from '#lib/plan/function-spec.js';
import { typeOf } from '#lib/plan/type-of.js';
import { Column, columnExpression } from '../column.js';
import type { ColumnArg, NeedsOf } from '../shape.js';
import { aggregate, aggregateSql, pick, spec, wrongType, type Row } from './define.js';
import { isInterval, wholeInterval } from './interval-type.js';
import { averageOf, decimalSum } from './decimal-sum.js';

const sumType = ([type]: readonly DataType[]): DataType => {
  if (type!.kind === 'decimal') return boundedDecimal(Math.min(38, type!.precision + 10), type!.scale);
  if (isInterval(type!)) return type!;
  return isIntegral(type!) ? t.long : t.double;
};
const avgType = ([type]: readonly DataType[]): DataType => {
  if (type!.kind === 'decimal') return boundedDecimal(Math.min(38, type!.precision + 4), Math.min(38, type!.scale + 4));
  return wholeInterval(type!) ?? t.double;
};
/** The argument of a sum: a number or an interval; text is a double. */
const summed =
  (name: string) =>
  ([e]: readonly Expression[]): Expression[] => {
    const type = typeOf(e!);
    if (isNumeric(type) || isInterval(type)) return [e!];
    return [type.kind === 'string' || type.kind === 'null' ? castTo(e!, t.double) : wrongType(name, 0, 'a number or an interval', e!)];
  };
/** Whether DuckDB's sum of a type may not fit into what DuckDB sums in, so that it is left to a kernel. */
const isWide = (call: Call): boolean => {
  const type = typeOf(call.args[0]!);
  return type.kind === 'decimal' && type.precision > 28;
};
const listed = (args: readonly string[], clauses: Clauses): string => aggregateSql('list', args, clauses, `${args[0]!} IS NOT NULL`);

const sumRow = (name: string, trying: boolean): Row => ({
  args: ['any'],
  rewrite: summed(name),
  returns: sumType,
  nullable: true,
  duckdb(args, call, clauses) {
    if (isWide(call)) return listed(args, clauses);
    const text = aggregateSql('sum', args, clauses);
    if (call.type!.kind === 'decimal') return `CAST(${text} AS DECIMAL(${call.type!.precision},${call.type!.scale}))`;
    if (call.type!.kind === 'double') return `CAST(${text} AS DOUBLE)`;
    return `${trying ? 'TRY_CAST' : 'CAST'}(${text} AS ${call.type!.kind === 'year_month_interval' ? 'INTEGER' : 'BIGINT'})`;
  },
  finish: (call) => (isWide(call) ? { of: t.array(typeOf(call.args[0]!)), make: decimalSum(trying) } : undefined),
});
/** The sum; null over no rows. Integers sum to bigint, and an overflow is an error. */
export const sum = aggregate<'sum', number | null>('sum', sumRow('sum', false));
/** As `sum`, but null where the sum does not fit its type. */
export const trySum = aggregate<'try_sum', number | null>('try_sum', sumRow('try_sum', true));

const isExact = (type: DataType): boolean => type.kind === 'decimal' || isInterval(type);
const avgRow = (name: string, trying: boolean): Row => ({
  args: ['any'],
  rewrite: summed(name),
  returns: avgType,
  nullable: true,
  duckdb(args, call, clauses) {
    if (isWide(call)) return listed(args, clauses);
    if (!isExact(call.type!))
      return aggregateSql(
        'avg',
        args.map((a) => `${a}::DOUBLE`),
        clauses,
      );
    return `struct_pack(total := CAST(${aggregateSql('sum', args, clauses)} AS DECIMAL(38,${scaleOf(typeOf(call.args[0]!))})), rows := ${aggregateSql('count', args, clauses)})`;
  },
  finish(call) {
    const type = typeOf(call.args[0]!);
    if (isWide(call)) return { of: t.array(type), make: averageOf(trying) };
    if (!isExact(type)) return undefined;
    return { of: t.struct([t.field('total', t.decimal(38, scaleOf(type))), t.field('rows', t.long)]), make: averageOf(trying) };
  },
});
const scaleOf = (type: DataType): number => (type.kind === 'decimal' ? type.scale : 0);
/** The mean as a double, of decimals as a decimal; null over no rows. */
export const avg = aggregate<'avg', number | null>('avg', avgRow('avg', false));
/** Same as `avg`. */
export const mean = avg;
/** As `avg`, but null where the sum of decimals does not fit. */
export const tryAvg = aggregate<'try_avg', number | null>('try_avg', avgRow('try_avg', true));

/** The smallest value; null over no values. */
export const min = pick<'min'>('min', { args: ['ordered'], returns: (types) => types[0]! });
/** The largest value; null over no values. NaN is the largest number. */
export const max = pick<'max'>('max', { args: ['ordered'], returns: (types) => types[0]! });

/** How many rows have a value there; `count('*')` counts all rows. */
export const count = Object.freeze(
  Object.assign(
    <const E extends ColumnArg>(
      column: E,
    ): Column<E extends string ? (E extends '*' ? 'count(1)' : `count(${E})`) : string, number, NeedsOf<E>> =>
      countOf(columnExpression(column), false),
    {
      spec: spec('count', 'aggregate', {
        args: ['any'],
        min: 1,
        max: Infinity,
        returns: t.long,
        nullable: false,
        duckdb: (args, _, clauses) =>
          args.length === 1
            ? aggregateSql('count', args, clauses)
            : aggregateSql('count', [`row(${args.join(', ')})`], clauses, args.map((a) => `${a} IS NOT NULL`).join(' AND ')),
      }),
    },
  ),
);
/** How many different combinations of values there are, those with a null left out. */
export const countDistinct = (...columns: ColumnArg[]): Column<string, number, any> =>
  new Column({ kind: 'call', fn: 'count', args: columns.map(columnExpression), distinct: true });
/** The sum of the different values. */
export const sumDistinct = (column: ColumnArg): Column<string, number | null, any> =>
  new Column({ kind: 'call', fn: 'sum', args: [columnExpression(column)], distinct: true });
/** In how many rows a condition holds. */
export const countIf = aggregate<'count_if', number>('count_if', {
  args: [t.boolean],
  returns: t.long,
  nullable: false,
  duckdb: ([a], _, clauses) => aggregateSql('count', [`CASE WHEN ${a!} THEN TRUE END`], clauses),
});
/** How many different values there are. It is exact, whatever the largest standard deviation allowed, `rsd`. */
export const approxCountDistinct = aggregate<'approx_count_distinct', number, [rsd?: number]>('approx_count_distinct', {
  args: ['any', t.double],
  min: 1,
  returns: t.long,
  nullable: false,
  duckdb: ([a], _, clauses) => `count(DISTINCT ${a!})${clauses.behind()}`,
});

const countStar = spec('count_star', 'aggregate', {
  args: [],
  returns: t.long,
  nullable: false,
  duckdb: (_, __, clauses) => `count(*)${clauses.behind()}`,
});
export const aggregates = [countStar];

function countOf(e: Expression, isDistinct: boolean): Column {
  if (e.kind === 'star' && e.target === undefined) return new Column({ kind: 'call', fn: 'count_star', args: [] });
  return new Column({ kind: 'call', fn: 'count', args: [e], ...(isDistinct && { distinct: true }) });
}
