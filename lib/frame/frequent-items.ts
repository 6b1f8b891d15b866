import { call } from '#lib/column/call.js';
import { col, type Column } from '#lib/column/column.js';
import { AnalysisError } from '#lib/errors.js';
import type { DataFrame } from './data-frame.js';
import { ownColumnsNamed } from './own-column.js';

/** One row with an array for each column: its most frequent values, at most 1 / `support` of them, in order. */
export function frequentItems(frame: DataFrame, names: readonly string[], support: number): DataFrame {
  if (!(support >= 1e-4 && support <= 1))
    throw new AnalysisError('INVALID_SUPPORT', `The support of freqItems() must be a number from 0.0001 to 1; got ${support}`);
  if (names.length === 0) throw new AnalysisError('CANNOT_BE_EMPTY', 'freqItems() must have the names of columns; got none');
  const most = Math.floor(1 / support);
  const lists = ownColumnsNamed(frame, names).map(({ field, column }) =>
    frame
      .select(column.alias('item'))
      .filter(col('item').isNotNull())
      .groupBy('item')
      .agg(call('count_star').alias('times'))
      .orderBy(col('times').desc(), col('item'))
      .limit(most)
      .agg(call('sort_array', call('collect_list', col('item') as Column)).alias(`${field.name}_freqItems`)),
  );
  return lists.reduce((a, b) => a.crossJoin(b));
}
