import { Column, columnExpression } from '../column.js';
import type { ColumnArg } from '../shape.js';

/** Calls a function of the table by its Spark name: `callFunction('date_part', lit('YEAR'), 'at')`. */
export const callFunction = (name: string, ...columns: readonly ColumnArg[]): Column<string, any, any> =>
  new Column({ kind: 'call', fn: name.toLowerCase(), args: columns.map(columnExpression) });

const named =
  (fn: string) =>
  (...columns: readonly ColumnArg[]): Column<string, any, any> =>
    callFunction(fn, ...columns);

/** Whether two values are equal, or both null. */
export const equalNull = named('<=>');
/** The bits turned. */
export const bitwiseNot = named('~');
/** Spark's name of a column's type. */
export const typeOf = named('typeof');
/** In an aggregate over grouping sets: 1 where the row leaves the key out, else 0. */
export const grouping = named('grouping');
/** In an aggregate over grouping sets: the bits of `grouping` of all keys. */
export const groupingId = named('grouping_id');
/** A field of a date, timestamp or interval by its name: `datePart(lit('YEAR'), 'at')`. */
export const datePart = named('date_part');
export const datepart = datePart;
export const extract = datePart;
/** A map of a text's pairs: `strToMap('t', lit(','), lit(':'))`. */
export const strToMap = named('str_to_map');
/** The value with the other sign. */
export const negate = named('negative');
export const negative = negate;
/** Whether the text has the form of a pattern with `%` and `_`. */
export const like = named('like');
/** As `like`, whatever the case. */
export const ilike = named('ilike');
/** The time of day now. */
export const currentTime = named('current_time');
