import { columnReader } from '#lib/arrow/values/column-reader.js';
import type { DataFrame } from '../data-frame.js';
import { cut } from './cut.js';
import { formatValue } from './format-value.js';

/** Rows as text, each cell cut to `truncate` characters (0 keeps it whole), and whether there are more of them. */
export interface ShownRows {
  readonly names: readonly string[];
  readonly cells: readonly (readonly string[])[];
  readonly more: boolean;
}

/** The first `n` rows of a frame as text. One row more is asked for, to know whether there are more. */
export async function shownRows(frame: DataFrame, n: number, truncate: number): Promise<ShownRows> {
  const zone = frame.sparkSession.conf.get('spark.sql.session.timeZone');
  const { fields } = frame.schema;
  const limited = frame.limit(n + 1);
  const cells: string[][] = [];
  for await (const { batch } of frame.engine.run(limited.relation, { description: 'show' })) {
    const readers = fields.map((f, i) => columnReader(f.type, batch.data.children[i]!, { longs: 'bigint', raw: true, name: f.name }));
    for (let row = 0; row < batch.numRows; row++)
      cells.push(fields.map((f, i) => cut(formatValue(readers[i]!(row), f.type, zone), truncate)));
  }
  return { names: fields.map((f) => f.name), cells: cells.slice(0, n), more: cells.length > n };
}
