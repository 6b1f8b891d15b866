import type { Expression } from '#lib/plan/expression.js';
import { Column, columnExpression } from '../column.js';
import type { ColumnArg } from '../shape.js';

const call = (fn: string, args: readonly Expression[]): Column => new Column({ kind: 'call', fn, args });
const generator =
  (fn: string) =>
  (column: ColumnArg): Column<any, any, any> =>
    call(fn, [columnExpression(column)]);

/** A row for each element of an array (column `col`) or entry of a map (`key`, `value`); no row where there is none. */
export const explode = generator('explode');
/** As `explode`, with a row of nulls where there is no element. */
export const explodeOuter = generator('explode_outer');
/** As `explode`, with the element's place from 0 in front (`pos`). */
export const posexplode = generator('posexplode');
/** As `posexplode`, with a row of nulls where there is no element. */
export const posexplodeOuter = generator('posexplode_outer');
/** A row for each struct of an array, its fields as columns. */
export const inline = generator('inline');
/** As `inline`, with a row of nulls where there is no struct. */
export const inlineOuter = generator('inline_outer');
/** The columns after the first dealt to n rows: `stack(lit(2), 'a', 'b', 'c')` gives (a, b) and (c, null). */
export const stack = (...columns: readonly ColumnArg[]): Column<any, any, any> => call('stack', columns.map(columnExpression));
