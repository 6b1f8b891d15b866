import type { DataFrame } from '../data-frame.js';
import { formatValue } from './format-value.js';
import { tableText, type ShowOptions } from './table-text.js';

/** The first `n` rows of a frame as `show()` prints them. One row more is asked for, to know whether there are more. */
export async function showText(frame: DataFrame, n: number, options: ShowOptions): Promise<string> {
  const zone = frame.sparkSession.conf.get('spark.sql.session.timeZone');
  const { fields } = frame.schema;
  // rows as lists: two columns may have one name
  const numbered = frame.toDF(...fields.map((_, i) => `_${i}`));
  const rows = (await numbered.take(n + 1)) as Record<string, unknown>[];
  const cells = rows.slice(0, n).map((row) => fields.map((f, i) => formatValue(row[`_${i}`], f.type, zone)));
  return tableText(
    fields.map((f) => f.name),
    cells,
    options,
    rows.length > n ? n : undefined,
  );
}
