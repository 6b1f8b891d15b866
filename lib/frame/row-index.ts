import { Column } from '#lib/column/column.js';

// counting to the current row needs no order, which row_number() must have
const frame = { unit: 'rows', start: 'unbounded', end: 'current' } as const;

/** How many rows there are before a row. */
export const rowIndex = (): Column =>
  new Column({ kind: 'window', call: { kind: 'call', fn: 'count_star', args: [] }, partitionBy: [], orderBy: [], frame }).minus(
    1n,
  ) as Column;
