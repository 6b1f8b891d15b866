import * as t from '#lib/types/data-type.js';
import type { Clauses } from '#lib/plan/function-spec.js';
import type { KernelMaker } from '#lib/plan/kernel.js';
import { Column, columnExpression } from '../column.js';
import type { ColumnArg } from '../shape.js';
import { aggregate, aggregateSql, spec, type Row, type TableRow } from './define.js';

/**
 * DuckDB's statistic over finite numbers; it fails on others, where Spark's is NaN. `fewest` is how few rows Spark asks for
 * before it looks at them.
 */
const finite =
  (duckdb: string, fewest = 1) =>
  ([a]: readonly string[], _: unknown, clauses: Clauses): string => {
    const odd = aggregateSql('bool_or', [`NOT isfinite(${a!})`], { ...clauses, distinct: '' });
    const rows = fewest > 1 ? ` AND ${aggregateSql('count', [a!], clauses)} >= ${fewest}` : '';
    return `CASE WHEN ${odd}${rows} THEN 'NaN'::DOUBLE ELSE ${aggregateSql(duckdb, [`CASE WHEN isfinite(${a!}) THEN ${a!} END`], clauses)} END`;
  };
const statistic = (duckdb: Row['duckdb']): Row => ({ args: [t.double], returns: t.double, duckdb: duckdb! });

/** The standard deviation of a sample; null for fewer than two rows. */
export const stddev = aggregate<'stddev', number | null>('stddev', statistic(finite('stddev_samp', 2)));
/** Same as `stddev`. */
export const std = stddev;
/** Same as `stddev`. */
export const stddevSamp = stddev;
/** The standard deviation of all there is; null over no rows. */
export const stddevPop = aggregate<'stddev_pop', number | null>('stddev_pop', statistic(finite('stddev_pop')));
/** The variance of a sample; null for fewer than two rows. */
export const variance = aggregate<'variance', number | null>('variance', statistic(finite('var_samp', 2)));
/** Same as `variance`. */
export const varSamp = variance;
/** The variance of all there is; null over no rows. */
export const varPop = aggregate<'var_pop', number | null>('var_pop', statistic(finite('var_pop')));

/** A moment that DuckDB corrects for the sample, which Spark does not: computed from the list of values. */
const moment = (make: KernelMaker): Row => ({
  args: [t.double],
  returns: t.double,
  duckdb: ([a], _, clauses) => aggregateSql('list', [a!], clauses, `${a!} IS NOT NULL`),
  finish: () => ({ of: t.array(t.double), make }),
});
const central = (values: readonly number[]): { m2: number; m3: number; m4: number } => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  let [m2, m3, m4] = [0, 0, 0];
  for (const x of values) {
    const square = (x - mean) ** 2;
    m2 += square;
    m3 += square * (x - mean);
    m4 += square * square;
  }
  return { m2, m3, m4 };
};
/** How lopsided the values are; null where all are equal. */
export const skewness = aggregate<'skewness', number | null>(
  'skewness',
  moment(() => (values: readonly number[]) => {
    const { m2, m3 } = central(values);
    return m2 === 0 ? null : (Math.sqrt(values.length) * m3) / Math.sqrt(m2 * m2 * m2);
  }),
);
/** How heavy the tails of the values are, 0 for a normal distribution; null where all are equal. */
export const kurtosis = aggregate<'kurtosis', number | null>(
  'kurtosis',
  moment(() => (values: readonly number[]) => {
    const { m2, m4 } = central(values);
    return m2 === 0 ? null : (values.length * m4) / (m2 * m2) - 3;
  }),
);

/** An aggregate of two numbers over the rows where neither is null. */
interface Paired extends TableRow {
  (y: ColumnArg, x: ColumnArg): Column<string, number | null, any>;
}
const paired = (name: string, duckdb: (y: string, x: string, clauses: Clauses) => string, returns: t.DataType = t.double): Paired =>
  Object.freeze(
    Object.assign(
      (y: ColumnArg, x: ColumnArg) => new Column({ kind: 'call', fn: name, args: [columnExpression(y), columnExpression(x)] }),
      {
        spec: spec(name, 'aggregate', {
          args: [t.double, t.double],
          returns,
          nullable: returns.kind === 'double',
          duckdb: ([y, x], _, clauses) => duckdb(y!, x!, clauses),
        }),
      },
    ),
  );
/** DuckDB's statistic of pairs:NaN where a number is not finite, and null for DuckDB's NaN where that says that the pairs do not have it. */
const pairs =
  (duckdb: string, degenerate: 'null' | 'value' = 'value') =>
  (y: string, x: string, clauses: Clauses): string => {
    const ok = `isfinite(${y}) AND isfinite(${x})`;
    const odd = aggregateSql('bool_or', [`NOT (${ok})`], { ...clauses, distinct: '' });
    const text = aggregateSql(duckdb, [`CASE WHEN ${ok} THEN ${y} END`, `CASE WHEN ${ok} THEN ${x} END`], clauses);
    const result = degenerate === 'null' ? `list_transform([${text}], lambda r: CASE WHEN NOT isnan(r) THEN r END)[1]` : text;
    return `CASE WHEN ${odd} THEN 'NaN'::DOUBLE ELSE ${result} END`;
  };

/** Pearson's correlation of two columns; null for fewer than two rows and where one column is constant. */
export const corr = paired('corr', pairs('corr', 'null'));
/** The covariance of a sample; null for fewer than two rows. */
export const covarSamp = paired('covar_samp', pairs('covar_samp'));
/** The covariance of all there is; null over no rows. */
export const covarPop = paired('covar_pop', pairs('covar_pop'));
/** How many rows have both values. */
export const regrCount = paired('regr_count', (y, x, clauses) => `CAST(${aggregateSql('regr_count', [y, x], clauses)} AS BIGINT)`, t.long);
/** The mean of the independent variable, `x`. */
export const regrAvgx = paired('regr_avgx', pairs('regr_avgx'));
/** The mean of the dependent variable, `y`. */
export const regrAvgy = paired('regr_avgy', pairs('regr_avgy'));
/** The sum of the squared deviations of `x`. */
export const regrSxx = paired('regr_sxx', pairs('regr_sxx'));
/** The sum of the squared deviations of `y`. */
export const regrSyy = paired('regr_syy', pairs('regr_syy'));
/** The sum of the products of the deviations of both. */
export const regrSxy = paired('regr_sxy', pairs('regr_sxy'));
/** The slope of the line fitted by least squares; null where `x` is constant. */
export const regrSlope = paired('regr_slope', pairs('regr_slope', 'null'));
/** Where the line fitted by least squares is at `x` = 0; null where `x` is constant. */
export const regrIntercept = paired('regr_intercept', pairs('regr_intercept', 'null'));
/** How much of the variance the fitted line explains; null where `x` is constant, 1 where only `y` is. */
export const regrR2 = paired('regr_r2', pairs('regr_r2', 'null'));
