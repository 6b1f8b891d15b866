import { call } from '#lib/column/call.js';
import { lit, when, type Column } from '#lib/column/column.js';
import { coalesce } from '#lib/column/functions/conditional.js';
import type { Names, Shape } from '#lib/column/shape.js';
import { AnalysisError } from '#lib/errors.js';
import { isNumeric } from '#lib/plan/common-type.js';
import { typeName } from '#lib/types/type-name.js';
import { crosstab } from './crosstab.js';
import type { DataFrame } from './data-frame.js';
import { frequentItems } from './frequent-items.js';
import { ownColumnsNamed, type OwnColumn } from './own-column.js';
import { sampleBy, type Fractions } from './sample-by.js';

/** Statistics of a DataFrame's columns: `df.stat.corr('a', 'b')`. */
export class DataFrameStatFunctions<in out S extends Shape = any> {
  readonly #frame: DataFrame;

  constructor(frame: DataFrame<S>) {
    this.#frame = frame as DataFrame;
  }

  /**
   * The values of a numeric column (or of several: a list for each) at those shares of the rows in order, nulls and NaN
   * left out. They are exact, so within any `relativeError`. A column without values gives none. Runs a job.
   */
  approxQuantile(column: Names<S>, probabilities: readonly number[], relativeError?: number): Promise<number[]>;
  approxQuantile(columns: readonly Names<S>[], probabilities: readonly number[], relativeError?: number): Promise<number[][]>;
  async approxQuantile(
    columns: string | readonly string[],
    probabilities: readonly number[],
    relativeError = 0,
  ): Promise<number[] | number[][]> {
    checkShares(probabilities, relativeError);
    const chosen = numericColumns(this.#frame, typeof columns === 'string' ? [columns] : columns, 'approxQuantile');
    const at = (c: OwnColumn, p: number): Column =>
      call('quantile_at', when(c.column.cast('double').isNaN().not(), c.column.cast('double')), lit(p).cast('double'));
    const aggregates = chosen.flatMap((c, i) => probabilities.map((p, j) => at(c, p).alias(`q${i}_${j}`)));
    const row = aggregates.length === 0 ? {} : ((await this.#frame.agg(...aggregates).collect()) as Record<string, number | null>[])[0]!;
    const found = chosen.map((_, i) => probabilities.flatMap((_p, j) => row[`q${i}_${j}`] ?? []));
    return typeof columns === 'string' ? found[0]! : found;
  }
  /** Pearson's correlation of two numeric columns; nulls count as 0, and NaN says that there is none. Runs a job. */
  async corr(a: Names<S>, b: Names<S>, method: 'pearson' = 'pearson'): Promise<number> {
    if (method !== 'pearson')
      throw new AnalysisError('VALUE_NOT_ALLOWED', `The method of corr() must be 'pearson'; got '${String(method)}'`);
    return (await this.#ofPair('corr', a, b)) ?? NaN;
  }
  /** The covariance of a sample of two numeric columns; nulls count as 0. 0 for fewer than two rows. Runs a job. */
  async cov(a: Names<S>, b: Names<S>): Promise<number> {
    return (await this.#ofPair('covar_samp', a, b)) ?? 0;
  }
  /** How often each pair of values comes: a row for each value of the first, a column for each of the second. Runs a job. */
  crosstab(rows: Names<S>, columns: Names<S>): Promise<DataFrame> {
    return crosstab(this.#frame, rows, columns);
  }
  /**
   * For each column an array of its most frequent values, at most 1 / `support` of them: every value that comes in more
   * than that share of the rows is among them. Nulls do not count.
   */
  freqItems(columns: readonly Names<S>[], support = 0.01): DataFrame {
    return frequentItems(this.#frame, columns, support);
  }
  /** Of the rows with each of those values in a column about that share; rows with other values are left out. Repeatable by seed. */
  sampleBy(column: Names<S> | Column, fractions: Fractions, seed?: number): DataFrame<S> {
    return sampleBy(this.#frame, column, fractions, seed);
  }

  async #ofPair(fn: 'corr' | 'covar_samp', a: string, b: string): Promise<number | null> {
    const [x, y] = [a, b].map((name) => numericColumns(this.#frame, [name], fn === 'corr' ? 'corr' : 'cov')[0]!);
    const value = (c: OwnColumn): Column => coalesce(c.column.cast('double'), lit(0).cast('double')) as Column;
    const rows = (await this.#frame.agg(call(fn, value(x!), value(y!)).alias('value')).collect()) as { value: number | null }[];
    return rows[0]!.value;
  }
}

function numericColumns(frame: DataFrame, names: readonly string[], verb: string): OwnColumn[] {
  const columns = ownColumnsNamed(frame, names);
  const odd = columns.find((c) => !isNumeric(c.field.type));
  if (odd === undefined) return columns;
  throw new AnalysisError(
    'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
    `Column '${odd.field.name}' of ${verb}() must be numeric; it is ${typeName(odd.field.type)}`,
    {
      sqlState: '42K09',
    },
  );
}

function checkShares(probabilities: readonly number[], relativeError: number): void {
  const odd = probabilities.find((p) => !(p >= 0 && p <= 1));
  if (odd !== undefined)
    throw new AnalysisError('INVALID_PROBABILITY', `The probabilities of approxQuantile() must be numbers from 0 to 1; got ${odd}`);
  if (!(relativeError >= 0))
    throw new AnalysisError('NEGATIVE_VALUE', `The relative error of approxQuantile() must be a number >= 0; got ${relativeError}`);
}
