import { col, lit } from '#lib/column/column.js';
import { quoteName } from '#lib/column/name.js';
import { coalesce } from '#lib/column/functions/conditional.js';
import type { DataFrame } from './data-frame.js';

/**
 * The contingency table of two columns, as Spark's `stat.crosstab`: values as text, null as 'null', pairs that never come
 * as 0, columns in the order of their values.
 */
export async function crosstab(frame: DataFrame, rows: string, columns: string): Promise<DataFrame> {
  const key = `${rows}_${columns}`;
  const text = (name: string) => coalesce(col(name).cast('string'), lit('null'));
  const pairs = frame.select(text(quoteName(rows)).alias(key), text(quoteName(columns)).alias('column'));
  const grouped = await pairs.groupBy(key).pivot('column');
  const counts = grouped.count();
  const values = counts.columns.slice(1);
  return counts.select(
    col(quoteName(key)),
    ...values.map((name) =>
      coalesce(col(quoteName(name)), lit(0))
        .cast('bigint')
        .alias(name),
    ),
  );
}
