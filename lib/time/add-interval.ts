import { addMonths } from './calendar.js';
import { DAY_MICROS, joinMicros, splitMicros } from './micros.js';
import type { Zone } from './zone.js';

const DAY = 86_400;

/** The instant so many months, then days (both by the zone's calendar), then microseconds later. */
export function addInterval(micros: bigint, months: number, days: number, more: bigint, zone: Zone): bigint {
  if (months === 0 && days === 0) return micros + more;
  const [seconds, fraction] = splitMicros(micros);
  const local = seconds + zone.offsetAt(seconds);
  const day = Math.floor(local / DAY);
  const moved = addMonths(day, months) + days;
  return joinMicros(zone.toUtc(moved * DAY + (local - day * DAY)), fraction) + more;
}

/** As `addInterval`, of an interval of microseconds alone: its whole days are days of the calendar. */
export function addDayTime(micros: bigint, interval: bigint, zone: Zone): bigint {
  const days = interval / DAY_MICROS;
  return addInterval(micros, 0, Number(days), interval - days * DAY_MICROS, zone);
}
