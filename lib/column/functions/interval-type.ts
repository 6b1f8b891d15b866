import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';

export const isInterval = (type: DataType): boolean => type.kind === 'day_time_interval' || type.kind === 'year_month_interval';

/** The interval of all units of its kind, which a part of an interval is; undefined where the type is no interval. */
export function wholeInterval(type: DataType): DataType | undefined {
  if (type.kind === 'day_time_interval') return t.dayTimeInterval;
  return type.kind === 'year_month_interval' ? t.yearMonthInterval : undefined;
}
