import { Column } from '#lib/column/column.js';

/** How many rows there are before a row. */
export const rowIndex = (): Column =>
  new Column({ kind: 'window', call: { kind: 'call', fn: 'row_number', args: [] }, partitionBy: [], orderBy: [] })
    .cast('bigint')
    .minus(1n) as Column;
