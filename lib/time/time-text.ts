import { civilOf } from './calendar.js';
import { splitMicros } from './micros.js';
import type { Zone } from './zone.js';

export const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** A day as Spark prints it: `2024-02-29`, with + beyond year 9999 and - before year 0. */
export function dateText(days: number): string {
  const { year, month, day } = civilOf(days);
  const size = String(Math.abs(year)).padStart(4, '0');
  return `${year < 0 ? '-' : year > 9999 ? '+' : ''}${size}-${two(month)}-${two(day)}`;
}

/** A time of day from microseconds: `09:30:00.5`, the fraction without zeros at its end. */
export function timeText(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${fractionText(micros % 1_000_000)}`;
}

/** A timestamp as Spark prints it in a zone: `2024-02-29 09:30:00.5`. */
export function timestampText(micros: bigint, zone: Zone): string {
  const [seconds, fraction] = splitMicros(micros);
  const local = seconds + zone.offsetAt(seconds);
  const days = Math.floor(local / 86_400);
  return `${dateText(days)} ${timeText((local - days * 86_400) * 1_000_000 + fraction)}`;
}

/** `.5` of 500,000 microseconds, nothing of 0. */
export const fractionText = (micros: number): string => (micros === 0 ? '' : `.${String(micros).padStart(6, '0').replace(/0+$/, '')}`);
