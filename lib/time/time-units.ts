import { addInterval } from './add-interval.js';
import { civilOf } from './calendar.js';
import { DAY_MICROS, floorDiv } from './micros.js';
import type { Zone } from './zone.js';

/** What one of each unit is: months, days or microseconds. */
const UNITS: Readonly<Record<string, readonly [months: number, days: number, micros: bigint]>> = {
  YEAR: [12, 0, 0n],
  QUARTER: [3, 0, 0n],
  MONTH: [1, 0, 0n],
  WEEK: [0, 7, 0n],
  DAY: [0, 1, 0n],
  DAYOFYEAR: [0, 1, 0n],
  HOUR: [0, 0, 3_600_000_000n],
  MINUTE: [0, 0, 60_000_000n],
  SECOND: [0, 0, 1_000_000n],
  MILLISECOND: [0, 0, 1000n],
  MICROSECOND: [0, 0, 1n],
};

export const isTimeUnit = (name: string): boolean => Object.hasOwn(UNITS, name.toUpperCase());

/** The instant so many units later, by the zone's calendar. */
export function addUnits(micros: bigint, unit: string, count: bigint, zone: Zone): bigint {
  const [months, days, more] = UNITS[unit.toUpperCase()]!;
  return addInterval(micros, months * Number(count), days * Number(count), more * count, zone);
}

/** How many whole units lie between two local times, from the first to the second. */
export function unitsBetween(start: bigint, end: bigint, unit: string): bigint {
  const [months, days, micros] = UNITS[unit.toUpperCase()]!;
  if (months === 0) return (end - start) / (days === 0 ? micros : BigInt(days) * DAY_MICROS);
  return BigInt(Math.trunc(wholeMonths(start, end) / months));
}

function wholeMonths(start: bigint, end: bigint): number {
  if (end < start) return -wholeMonths(end, start);
  const [a, b] = [start, end].map((micros) => {
    const days = floorDiv(micros, DAY_MICROS);
    const { year, month, day } = civilOf(Number(days));
    return { months: year * 12 + month, rest: BigInt(day) * DAY_MICROS + (micros - days * DAY_MICROS) };
  }) as [{ months: number; rest: bigint }, { months: number; rest: bigint }];
  return b.months - a.months - (b.rest < a.rest ? 1 : 0);
}
