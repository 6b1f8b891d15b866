import type { DayTimeUnit, YearMonthUnit } from '#lib/types/data-type.js';
import { fits64 } from './micros.js';
import { trimAll } from './trim-all.js';

/** `INTERVAL '…' DAY TO SECOND` or the text between the quotes alone: its sign, body, and the units that it names. */
function unwrapped(text: string): { body: string; units: string | undefined; sign: number } {
  const found = /^INTERVAL\s+([+-]?)\s*'([^']*)'\s+(\w+(?:\s+TO\s+\w+)?)$/i.exec(trimAll(text));
  const [outer, inner] = found === null ? ['', trimAll(text)] : [found[1]!, found[2]!.trim()];
  const signed = /^([+-]?)([^]*)$/.exec(inner)!;
  const sign = (outer === '-' ? -1 : 1) * (signed[1] === '-' ? -1 : 1);
  return { body: signed[2]!, sign, units: found?.[3]!.toUpperCase().replaceAll(/\s+/g, ' ') };
}

const nameOf = (start: string, end: string): string => (start === end ? start : `${start} TO ${end}`).toUpperCase();

/** The months of an interval's text as its units say; undefined where it does not fit them. */
export function parseYearMonth(text: string, start: YearMonthUnit, end: YearMonthUnit): number | undefined {
  const { body, units, sign } = unwrapped(text);
  if (units !== undefined && units !== nameOf(start, end)) return undefined;
  const found = start === end ? /^(\d+)$/.exec(body) : /^(\d+)-(\d+)$/.exec(body);
  if (found === null || Number(found[2] ?? 0) > 11) return undefined;
  const months = sign * (start === 'month' ? Number(found[1]) : Number(found[1]) * 12 + Number(found[2] ?? 0));
  return Math.abs(months) <= 2 ** 31 - 1 ? months : undefined;
}

const MICROS: Readonly<Record<DayTimeUnit, bigint>> = {
  day: 86_400_000_000n,
  hour: 3_600_000_000n,
  minute: 60_000_000n,
  second: 1_000_000n,
};
const UNITS: readonly DayTimeUnit[] = ['day', 'hour', 'minute', 'second'];
const LIMITS: Readonly<Record<DayTimeUnit, number>> = { day: Infinity, hour: 23, minute: 59, second: 59 };

/** The microseconds of an interval's text as its units say; undefined where it does not fit them. */
export function parseDayTime(text: string, start: DayTimeUnit, end: DayTimeUnit): bigint | undefined {
  const { body, units, sign } = unwrapped(text);
  if (units !== undefined && units !== nameOf(start, end)) return undefined;
  const wanted = UNITS.slice(UNITS.indexOf(start), UNITS.indexOf(end) + 1);
  const patterns = wanted.map((unit) => (unit === 'second' ? '(\\d+(?:\\.\\d{1,9})?)' : '(\\d+)'));
  const shape = start === 'day' && wanted.length > 1 ? `${patterns[0]!}[ T]+${patterns.slice(1).join(':')}` : patterns.join(':');
  const found = new RegExp(`^${shape}$`).exec(body);
  if (found === null) return undefined;
  let micros = 0n;
  for (const [i, unit] of wanted.entries()) {
    const [whole, fraction = ''] = found[i + 1]!.split('.') as [string, string?];
    if (i > 0 && Number(whole) > LIMITS[unit]) return undefined;
    micros += BigInt(whole) * MICROS[unit] + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  }
  return fits64(micros) ? BigInt(sign) * micros : undefined;
}

const PARTS: Readonly<Record<string, readonly [months: number, days: number, micros: bigint]>> = {
  year: [12, 0, 0n],
  month: [1, 0, 0n],
  week: [0, 7, 0n],
  day: [0, 1, 0n],
  hour: [0, 0, 3_600_000_000n],
  minute: [0, 0, 60_000_000n],
  second: [0, 0, 1_000_000n],
  millisecond: [0, 0, 1000n],
  microsecond: [0, 0, 1n],
};

/** The calendar interval of text such as `1 year -2 days 3.5 seconds`, with or without `interval` before it; undefined for other text. */
export function parseCalendarInterval(text: string): [months: number, days: number, micros: bigint] | undefined {
  const body = trimAll(text)
    .toLowerCase()
    .replace(/^interval\s+/, '');
  const parts = [...body.matchAll(/\s*([+-]?)\s*(\d*)(?:\.(\d{0,9}))?\s+([a-z]+)/gy)];
  if (parts.length === 0 || parts.reduce((length, part) => length + part[0].length, 0) !== body.length) return undefined;
  let [months, days, micros] = [0, 0, 0n];
  for (const [, sign, whole = '', fraction, name] of parts) {
    const unit = PARTS[name!.replace(/s$/, '')];
    if (unit === undefined || (whole === '' && !fraction) || (fraction !== undefined && !name!.startsWith('second'))) return undefined;
    const by = sign === '-' ? -1 : 1;
    months += by * Number(whole) * unit[0];
    days += by * Number(whole) * unit[1];
    micros += BigInt(by) * (BigInt(whole || '0') * unit[2] + BigInt((fraction ?? '').slice(0, 6).padEnd(6, '0')));
  }
  return Math.abs(months) < 2 ** 31 && Math.abs(days) < 2 ** 31 && fits64(micros) ? [months, days, micros] : undefined;
}
