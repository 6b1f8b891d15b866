import { call } from '#lib/column/call.js';
import { col, lit, when, type Column } from '#lib/column/column.js';
import { AnalysisError } from '#lib/errors.js';
import { isNumeric } from '#lib/plan/common-type.js';
import * as t from '#lib/types/data-type.js';
import type { DataFrame } from './data-frame.js';
import { ownColumns, ownColumnsNamed, type OwnColumn } from './own-column.js';

const DESCRIBE = ['count', 'mean', 'stddev', 'min', 'max'];
const SUMMARY = ['count', 'mean', 'stddev', 'min', '25%', '50%', '75%', 'max'];

/** Count, mean, standard deviation, least and greatest of the numeric and string columns, as text: a row for each. */
export const describe = (frame: DataFrame, names: readonly string[]): DataFrame =>
  statistics(frame, DESCRIBE, ownColumnsNamed(frame, names.length === 0 ? undefined : names));

/** The statistics named, of every numeric and string column, as text: a row for each. */
export const summary = (frame: DataFrame, wanted: readonly string[]): DataFrame =>
  statistics(frame, wanted.length === 0 ? SUMMARY : wanted, ownColumns(frame));

/** One row of aggregates, turned: a row for each statistic. Runs over the rows once. */
function statistics(frame: DataFrame, wanted: readonly string[], columns: readonly OwnColumn[]): DataFrame {
  const shown = columns.filter(({ field }) => isNumeric(field.type) || field.type.kind === 'string');
  const makers = wanted.map(statistic);
  const cell = (column: number, row: number): string => `c${column}_${row}`;
  const labels = frame.sparkSession.createDataFrame(
    wanted.map((summary, position) => [position, summary]),
    t.struct([t.field('position', t.integer, false), t.field('summary', t.string, true)]),
  );
  const aggregates = shown.flatMap((c, i) => makers.map((make, row) => (make(c).cast('string') as Column).alias(cell(i, row))));
  const rows = aggregates.length === 0 ? labels : labels.crossJoin(frame.agg(...aggregates));
  const picked = shown.map(({ field }, i) => byPosition(wanted.map((_, row) => col(cell(i, row)) as Column)).alias(field.name));
  return rows.orderBy('position').select('summary', ...picked);
}

const byPosition = (cells: readonly Column[]): Column =>
  cells
    .slice(1)
    .reduce((e, cell, i) => e.when(col('position').eq(i + 1), cell) as Column, when(col('position').eq(0), cells[0]!) as Column);

type Statistic = (column: OwnColumn) => Column;
const NAMED: Readonly<Record<string, Statistic>> = {
  count: ({ column }) => call('count', column),
  count_distinct: ({ column }) => call('count', { distinct: true }, column),
  approx_count_distinct: ({ column }) => call('approx_count_distinct', column),
  mean: (c) => call('avg', numbers(c)),
  stddev: (c) => call('stddev', numbers(c)),
  min: ({ column }) => call('min', column),
  max: ({ column }) => call('max', column),
};

/** Text counts as the number that it reads as, and not at all where it reads as none. */
const numbers = ({ column, field }: OwnColumn): Column => (field.type.kind === 'string' ? (column.tryCast('double') as Column) : column);

function statistic(name: string): Statistic {
  const percent = /^([\d.]+)%$/.exec(name);
  if (percent !== null) {
    const share = Number(percent[1]) / 100;
    if (!(share >= 0 && share <= 1))
      throw new AnalysisError('INVALID_PERCENTILE', `A percentile of summary() must be from 0% to 100%; got '${name}'`);
    return (c) => call('quantile_at', numbers(c), lit(share).cast('double') as Column);
  }
  if (Object.hasOwn(NAMED, name.toLowerCase())) return NAMED[name.toLowerCase()]!;
  throw new AnalysisError(
    'UNRECOGNIZED_STATISTIC',
    `A statistic of summary() must be one of ${Object.keys(NAMED).join(', ')}, or a percentile such as '25%'; got '${name}'`,
    { sqlState: '42704' },
  );
}
