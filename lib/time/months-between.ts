import { civilOf, daysInMonth } from './calendar.js';
import { DAY_MICROS, floorDiv } from './micros.js';

/** Months from the second local time to the first; a month has 31 days where they do not stand on the same day, or both on the last of a month. */
export function monthsBetween(first: bigint, second: bigint, round: boolean): number {
  const [a, b] = [first, second].map((micros) => {
    const days = Number(floorDiv(micros, DAY_MICROS));
    return { ...civilOf(days), seconds: Number((micros - BigInt(days) * DAY_MICROS) / 1_000_000n) };
  }) as [ReturnType<typeof civilOf> & { seconds: number }, ReturnType<typeof civilOf> & { seconds: number }];
  const months = (a.year - b.year) * 12 + a.month - b.month;
  const lastDay = (d: typeof a): boolean => d.day === daysInMonth(d.year, d.month);
  if (a.day === b.day || (lastDay(a) && lastDay(b))) return months;
  const seconds = (a.day - b.day) * 86_400 + a.seconds - b.seconds;
  const exact = months + seconds / (31 * 86_400);
  return round ? Number(`${Math.round(Number(`${exact}e8`))}e-8`) : exact;
}
