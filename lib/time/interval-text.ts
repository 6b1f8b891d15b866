import type { DayTimeUnit, YearMonthUnit } from '#lib/types/data-type.js';
import { fractionText, two } from './time-text.js';

/** An interval of months as Spark prints it: `INTERVAL '-1-2' YEAR TO MONTH`. */
export function yearMonthText(months: number, start: YearMonthUnit, end: YearMonthUnit): string {
  const size = Math.abs(months);
  const years = Math.floor(size / 12);
  const body = start === 'month' ? String(size) : end === 'year' ? String(years) : `${years}-${size % 12}`;
  return named(`${months < 0 ? '-' : ''}${body}`, start, end);
}

/** What a unit's part of an interval is called in text: the first one is not cut by the unit above it. */
const PER_UNIT: Readonly<Record<DayTimeUnit, bigint>> = {
  day: 86_400_000_000n,
  hour: 3_600_000_000n,
  minute: 60_000_000n,
  second: 1_000_000n,
};
const UNITS: readonly DayTimeUnit[] = ['day', 'hour', 'minute', 'second'];

/** An interval of microseconds as Spark prints it: `INTERVAL '1 02:03:04.5' DAY TO SECOND`. */
export function dayTimeText(micros: bigint, start: DayTimeUnit, end: DayTimeUnit): string {
  let rest = micros < 0n ? -micros : micros;
  let body = '';
  for (const unit of UNITS.slice(UNITS.indexOf(start), UNITS.indexOf(end) + 1)) {
    const count = Number(rest / PER_UNIT[unit]);
    rest %= PER_UNIT[unit];
    const digits = unit === 'day' ? String(count) : two(count);
    body += `${body === '' ? '' : body.includes(' ') || start !== 'day' ? ':' : ' '}${digits}`;
    if (unit === 'second') body += fractionText(Number(rest));
  }
  return named(`${micros < 0n ? '-' : ''}${body}`, start, end);
}

const named = (body: string, start: string, end: string): string =>
  `INTERVAL '${body}' ${start.toUpperCase()}${start === end ? '' : ` TO ${end.toUpperCase()}`}`;
