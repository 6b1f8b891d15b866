import { Column, columnExpression } from '../column.js';
import type { ColumnArg } from '../shape.js';

const sorted =
  (descending: boolean, nullsFirst: boolean) =>
  (column: ColumnArg): Column<any, any, any> =>
    new Column({ kind: 'sort', child: columnExpression(column), descending, nullsFirst });

/** From the smallest up, nulls first. */
export const asc = sorted(false, true);
export const ascNullsFirst = asc;
export const ascNullsLast = sorted(false, false);
/** From the largest down, nulls last. */
export const desc = sorted(true, false);
export const descNullsLast = desc;
export const descNullsFirst = sorted(true, true);
