import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { boundedDecimal, isIntegral } from '#lib/plan/common-type.js';
import type { Expression } from '#lib/plan/expression.js';
import { Column, columnExpression } from '../column.js';
import type { ColumnArg, NeedsOf } from '../shape.js';
import { aggregate, aggregateSql, pick, spec } from './define.js';

const first = (types: readonly DataType[]): DataType => types[0]!;
const sumType = (types: readonly DataType[]): DataType => {
  const type = types[0]!;
  if (type.kind === 'decimal') return boundedDecimal(Math.min(38, type.precision + 10), type.scale);
  return isIntegral(type) ? t.long : t.double;
};
const avgType = (types: readonly DataType[]): DataType =>
  types[0]!.kind === 'decimal' ? boundedDecimal(Math.min(38, types[0]!.precision + 4), Math.min(38, types[0]!.scale + 4)) : t.double;
const duckType = (type: DataType): string =>
  type.kind === 'decimal' ? `DECIMAL(${type.precision},${type.scale})` : type.kind === 'long' ? 'BIGINT' : 'DOUBLE';

/** The sum; null over no rows. Integers sum to bigint, and an overflow is an error. */
export const sum = aggregate<'sum', number | null>('sum', {
  args: ['number'],
  returns: sumType,
  duckdb: (a, c, clauses) => `CAST(${aggregateSql('sum', a, clauses)} AS ${duckType(c.type!)})`,
});
/** The mean as a double; null over no rows. */
export const avg = aggregate<'avg', number | null>('avg', {
  args: ['number'],
  returns: avgType,
  duckdb: (a, c, clauses) => `CAST(${aggregateSql('avg', a, clauses)} AS ${duckType(c.type!)})`,
});
/** Same as `avg`. */
export const mean = avg;
export const min = pick<'min'>('min', { args: ['ordered'], returns: first });
export const max = pick<'max'>('max', { args: ['ordered'], returns: first });
/** A value of the first row that comes; the order is only fixed where the rows are sorted. */
export const first_ = pick<'first'>('first', { args: ['any'], returns: first });
export { first_ as first };
export const last = pick<'last'>('last', { args: ['any'], returns: first });
/** The values in a list, nulls left out. */
export const collectList = aggregate<'collect_list', any[]>('collect_list', {
  args: ['any'],
  returns: (types) => t.array(types[0]!, false),
  nullable: false,
  duckdb: ([a], _, clauses) => `coalesce(${aggregateSql('list', [a!], clauses, `${a!} IS NOT NULL`)}, [])`,
});
/** The different values in a list, nulls left out. */
export const collectSet = aggregate<'collect_set', any[]>('collect_set', {
  args: ['any'],
  returns: (types) => t.array(types[0]!, false),
  nullable: false,
  duckdb: ([a], _, clauses) => `coalesce(list(DISTINCT ${a!} ORDER BY ${a!})${clauses.behind(`${a!} IS NOT NULL`)}, [])`,
});
/** The standard deviation of a sample; null for fewer than two rows. */
export const stddev = aggregate<'stddev', number | null>('stddev', { args: [t.double], returns: t.double, duckdb: 'stddev_samp' });
export const stddevPop = aggregate<'stddev_pop', number | null>('stddev_pop', { args: [t.double], returns: t.double });
export const variance = aggregate<'variance', number | null>('variance', { args: [t.double], returns: t.double, duckdb: 'var_samp' });
export const varPop = aggregate<'var_pop', number | null>('var_pop', { args: [t.double], returns: t.double });
/** About how many different values there are. */
export const approxCountDistinct = aggregate<'approx_count_distinct', number>('approx_count_distinct', {
  args: ['any'],
  returns: t.long,
  nullable: false,
});

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
/** Pearson's correlation of two columns. */
export const corr = Object.freeze(
  Object.assign(
    (a: ColumnArg, b: ColumnArg): Column<string, number | null, any> =>
      new Column({ kind: 'call', fn: 'corr', args: [columnExpression(a), columnExpression(b)] }),
    { spec: spec('corr', 'aggregate', { args: [t.double, t.double], returns: t.double, nullable: true }) },
  ),
);

const countStar = spec('count_star', 'aggregate', { args: [], returns: t.long, nullable: false, duckdb: (_, __, clauses) => `count(*)${clauses.behind()}` });
export const aggregates = [countStar];

function countOf(e: Expression, isDistinct: boolean): Column {
  if (e.kind === 'star' && e.target === undefined) return new Column({ kind: 'call', fn: 'count_star', args: [] });
  return new Column({ kind: 'call', fn: 'count', args: [e], ...(isDistinct && { distinct: true }) });
}
