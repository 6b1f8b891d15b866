import { castTo } from '#lib/plan/cast-to.js';
import type { Expression } from '#lib/plan/expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import { civilOf, isoWeekday } from '#lib/time/calendar.js';
import { MONTHS, WEEKDAYS, short } from '#lib/time/pattern/names.js';
import { precisionOf } from './precision-of.js';
import * as t from '#lib/types/data-type.js';
import { nullary, scalar, spec, type Nullary, type Unary } from './define.js';

const part = <F extends string>(name: F, duckdb: string, sql = (a: string): string => `${duckdb}(${a})`): Unary<F, number> =>
  scalar<F, number>(name, { args: [t.date], returns: t.integer, duckdb: ([a]) => `CAST(${sql(a!)} AS INTEGER)` });

export const year = part('year', 'year');
export const quarter = part('quarter', 'quarter');
export const month = part('month', 'month');
export const dayofmonth = part('dayofmonth', 'day');
export const dayofyear = part('dayofyear', 'dayofyear');
/** The day of the week from 1 for Sunday to 7 for Saturday. */
export const dayofweek = part('dayofweek', 'dayofweek', (a) => `(dayofweek(${a}) + 1)`);
/** The day of the week from 0 for Monday to 6 for Sunday. */
export const weekday = part('weekday', 'isodow', (a) => `(isodow(${a}) - 1)`);
/** The ISO week of the year: weeks begin on Monday, and the first one has the year's first Thursday. */
export const weekofyear = part('weekofyear', 'weekofyear');

/** Text and dates are timestamps of the session's zone; what is taken apart is the time that its clocks show. */
export const asClock = ([e]: readonly Expression[]): Expression[] => {
  const { kind } = typeOf(e!);
  return [kind === 'time' || kind === 'timestamp_ntz' ? e! : castTo(castTo(e!, t.timestamp), t.timestampNtz)];
};
const clock = <F extends string>(name: F): Unary<F, number> =>
  scalar<F, number>(name, { args: ['any'], returns: t.integer, rewrite: asClock, duckdb: ([a]) => `CAST(${name}(${a!}) AS INTEGER)` });
export const hour = clock('hour');
export const minute = clock('minute');
export const second = clock('second');

/** The day of the week in three letters: `Mon`. */
export const dayname = scalar<'dayname', string>('dayname', {
  args: [t.date],
  returns: t.string,
  kernel: { make: () => (days: number) => short(WEEKDAYS[isoWeekday(days) - 1]!) },
});
/** The month in three letters: `Jan`. */
export const monthname = scalar<'monthname', string>('monthname', {
  args: [t.date],
  returns: t.string,
  kernel: { make: () => (days: number) => short(MONTHS[civilOf(days).month - 1]!) },
});

const NOW: Expression = { kind: 'call', fn: 'current_timestamp', args: [], type: t.timestamp, nullable: false };
/** What the session's clocks show now, as a type. */
const here = (type: t.DataType) => ({
  returns: type,
  nullable: false,
  lower: () => [castTo(castTo(NOW, t.timestampNtz), type)],
  duckdb: ([a]: readonly string[]) => a!,
});

/** Today in the session's time zone. */
export const currentDate = nullary<'current_date', Date>('current_date', 'scalar', here(t.date));
export const curdate = nullary<'curdate', Date>('curdate', 'scalar', here(t.date));
/** What the session's clocks show now, without a zone. */
export const localtimestamp = nullary<'localtimestamp', Date>('localtimestamp', 'scalar', here(t.timestampNtz));

const instant = <F extends string>(name: F): Nullary<F, Date> =>
  nullary<F, Date>(name, 'scalar', { returns: t.timestamp, nullable: false, duckdb: () => 'current_timestamp' });
/** The instant at which the query runs, the same in all its rows. */
export const currentTimestamp = instant('current_timestamp');
export const now = instant('now');

/** The session's time zone. */
export const currentTimezone = nullary<'current_timezone', string>('current_timezone', 'scalar', {
  returns: t.string,
  nullable: false,
  kernel: {
    make:
      (_types, _returns, { timeZone }) =>
      () =>
        timeZone,
  },
});

/** The time of day with so many digits of the second's fraction, which is a constant. */
const timeOfDay = (name: string) =>
  spec(name, 'scalar', {
    args: [t.integer],
    min: 0,
    returns: (_types, args) => t.time(args[0] === undefined ? 6 : precisionOf(args[0])),
    nullable: false,
    lower: (args) => [castTo(castTo(NOW, t.timestampNtz), t.time(args[0] === undefined ? 6 : precisionOf(args[0])))],
    duckdb: ([a]) => a!,
  });
export const timesOfDay = [timeOfDay('current_time'), timeOfDay('localtime')];
