import * as t from '#lib/types/data-type.js';
import { nullary, nary, scalar, type Unary } from './define.js';

const part = <F extends string>(name: F, duckdb: string): Unary<F, number> =>
  scalar<F, number>(name, { args: [t.timestampNtz], returns: t.integer, duckdb: ([a]) => `${duckdb}(${a!})::INTEGER` });

export const year = part('year', 'year');
export const quarter = part('quarter', 'quarter');
export const month = part('month', 'month');
export const dayofmonth = part('dayofmonth', 'day');
export const dayofyear = part('dayofyear', 'dayofyear');
/** The day of the week from 1 for Sunday to 7 for Saturday. */
export const dayofweek = scalar<'dayofweek', number>('dayofweek', {
  args: [t.timestampNtz],
  returns: t.integer,
  duckdb: ([a]) => `(dayofweek(${a!}) + 1)::INTEGER`,
});
export const weekofyear = part('weekofyear', 'weekofyear');
export const hour = part('hour', 'hour');
export const minute = part('minute', 'minute');
export const second = part('second', 'second');
/** The date of a timestamp or of ISO text. */
export const toDate = scalar<'to_date', Date>('to_date', {
  args: ['any'],
  returns: t.date,
  nullable: true,
  duckdb: ([a]) => `${a!}::DATE`,
});
/** The timestamp of ISO text, in the session's time zone. */
export const toTimestamp = scalar<'to_timestamp', Date>('to_timestamp', {
  args: ['any'],
  returns: t.timestamp,
  nullable: true,
  duckdb: ([a]) => `${a!}::TIMESTAMPTZ`,
});
/** The date so many days later. */
export const dateAdd = scalar<'date_add', Date, [days: number]>('date_add', {
  args: [t.date, t.integer],
  returns: t.date,
  duckdb: ([a, n]) => `(${a!} + ${n!})`,
});
export const dateSub = scalar<'date_sub', Date, [days: number]>('date_sub', {
  args: [t.date, t.integer],
  returns: t.date,
  duckdb: ([a, n]) => `(${a!} - ${n!})`,
});
/** Days from the second date to the first. */
export const datediff = nary<number>('datediff', {
  args: [t.date, t.date],
  returns: t.integer,
  duckdb: ([end, start]) => `(${end!} - ${start!})::INTEGER`,
});
/** Today in the session's time zone. */
export const currentDate = nullary<'current_date', Date>('current_date', 'scalar', {
  returns: t.date,
  nullable: false,
  duckdb: () => 'current_date',
});
export const currentTimestamp = nullary<'current_timestamp', Date>('current_timestamp', 'scalar', {
  returns: t.timestamp,
  nullable: false,
  duckdb: () => 'current_timestamp',
});
