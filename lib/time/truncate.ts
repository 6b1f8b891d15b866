import { civilOf, daysOf, isoWeekday } from './calendar.js';
import { floorDiv, joinMicros, splitMicros } from './micros.js';
import type { Zone } from './zone.js';

const LEVELS: Readonly<Record<string, string>> = {
  YEAR: 'year',
  YYYY: 'year',
  YY: 'year',
  QUARTER: 'quarter',
  MONTH: 'month',
  MM: 'month',
  MON: 'month',
  WEEK: 'week',
  DAY: 'day',
  DD: 'day',
  HOUR: 'hour',
  MINUTE: 'minute',
  SECOND: 'second',
  MILLISECOND: 'millisecond',
  MICROSECOND: 'microsecond',
};

/** The first day of a day's year, quarter, month or week; undefined for another level. */
export function truncatedDay(days: number, name: string): number | undefined {
  const { year, month } = civilOf(days);
  switch (LEVELS[name.toUpperCase()]) {
    case 'year':
      return daysOf(year, 1, 1);
    case 'quarter':
      return daysOf(year, month - ((month - 1) % 3), 1);
    case 'month':
      return daysOf(year, month, 1);
    case 'week':
      return days - isoWeekday(days) + 1;
    default:
      return undefined;
  }
}

/** Microseconds of the units that clocks cut a day into. */
export const CLOCK_UNITS: Readonly<Record<string, number>> = {
  HOUR: 3_600_000_000,
  MINUTE: 60_000_000,
  SECOND: 1_000_000,
  MILLISECOND: 1000,
  MICROSECOND: 1,
};

/** An instant cut to a unit of its zone's calendar and clocks; undefined for a unit that there is not. */
export function truncatedInstant(micros: bigint, name: string, zone: Zone): bigint | undefined {
  const level = LEVELS[name.toUpperCase()];
  if (level === undefined) return undefined;
  const [seconds] = splitMicros(micros);
  const offset = zone.offsetAt(seconds);
  const unit = CLOCK_UNITS[level.toUpperCase()];
  if (unit !== undefined) {
    const shift = BigInt(offset) * 1_000_000n;
    return floorDiv(micros + shift, BigInt(unit)) * BigInt(unit) - shift;
  }
  const day = Math.floor((seconds + offset) / 86_400);
  return joinMicros(zone.toUtc((truncatedDay(day, name) ?? day) * 86_400), 0);
}
