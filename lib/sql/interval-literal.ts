import type { Literal } from '#lib/plan/expression.js';
import * as t from '#lib/types/data-type.js';

const MICROS: Readonly<Record<string, bigint>> = {
  week: 604_800_000_000n,
  day: 86_400_000_000n,
  hour: 3_600_000_000n,
  minute: 60_000_000n,
  second: 1_000_000n,
  millisecond: 1000n,
  microsecond: 1n,
};
const MONTHS: Readonly<Record<string, number>> = { year: 12, month: 1 };
const FIELDS: readonly t.DayTimeUnit[] = t.DAY_TIME_UNITS;

/** A word as the unit of an interval, in the singular: `DAYS` is `day`; undefined where it is none. */
export function intervalUnit(word: string): string | undefined {
  const unit = word.toLowerCase().replace(/s$/, '');
  return unit in MICROS || unit in MONTHS ? unit : undefined;
}

/** The interval that amounts and units make: `3 days 2 hours`, `1 year`; undefined where an amount is no number or kinds of units are mixed. */
export function intervalOf(parts: readonly { readonly amount: string; readonly unit: string }[]): Literal | undefined {
  if (parts.every((p) => p.unit in MONTHS)) {
    if (!parts.every((p) => /^[+-]?\d+$/.test(p.amount.trim()))) return undefined;
    const units = parts.map((p) => p.unit);
    return months(
      parts.reduce((sum, p) => sum + Number(p.amount) * MONTHS[p.unit]!, 0),
      t.yearMonthIntervalOf(units.includes('year') ? 'year' : 'month', units.includes('month') ? 'month' : 'year'),
    );
  }
  if (!parts.every((p) => p.unit in MICROS)) return undefined;
  const amounts = parts.map((p) => scaled(p.amount.trim(), p.unit));
  if (amounts.includes(undefined)) return undefined;
  const places = parts.map((p) =>
    FIELDS.indexOf(p.unit === 'week' ? 'day' : p.unit.endsWith('second') ? 'second' : (p.unit as t.DayTimeUnit)),
  );
  return micros(
    amounts.reduce<bigint>((sum, n) => sum + n!, 0n),
    t.dayTimeIntervalOf(FIELDS[Math.min(...places)]!, FIELDS[Math.max(...places)]),
  );
}

/** `'1-2' YEAR TO MONTH`, `'1 02:03:04.5' DAY TO SECOND`; undefined where the text does not fit the units. */
export function intervalRange(text: string, from: string, to: string): Literal | undefined {
  const sign = text.trim().startsWith('-') ? -1 : 1;
  const body = text.trim().replace(/^[+-]/, '');
  if (from === 'year' && to === 'month') {
    const found = /^(\d+)-(\d+)$/.exec(body);
    return found === null || Number(found[2]) > 11
      ? undefined
      : months(sign * (Number(found[1]) * 12 + Number(found[2])), t.yearMonthInterval);
  }
  const fields = FIELDS.slice(FIELDS.indexOf(from as t.DayTimeUnit), FIELDS.indexOf(to as t.DayTimeUnit) + 1);
  if (!FIELDS.includes(from as t.DayTimeUnit) || fields.length < 2) return undefined;
  const patterns = fields.map((field) => (field === 'second' ? '(\\d{1,2}(?:\\.\\d{1,9})?)' : '(\\d+)'));
  const first = fields[0] === 'day' ? `${patterns[0]!}[ T]${patterns.slice(1).join(':')}` : patterns.join(':');
  const found = new RegExp(`^${first}$`).exec(body);
  if (found === null) return undefined;
  if (fields.some((field, i) => i > 0 && Number(found[i + 1]) >= (field === 'hour' ? 24 : 60))) return undefined;
  const total = fields.reduce((sum, field, i) => sum + scaled(found[i + 1]!, field)!, 0n);
  return micros(BigInt(sign) * total, t.dayTimeIntervalOf(fields[0]!, fields.at(-1)));
}

/** `'1 day 2 hours'`, with or without the word interval before it; undefined where the text is none. */
export function intervalText(text: string): Literal | undefined {
  const words = text
    .trim()
    .replace(/^interval\s+/i, '')
    .split(/\s+/);
  if (words.length === 0 || words.length % 2 === 1) return undefined;
  const parts = words.flatMap((word, i) => (i % 2 === 0 ? [{ amount: word, unit: intervalUnit(words[i + 1]!) }] : []));
  return parts.some((p) => p.unit === undefined) ? undefined : intervalOf(parts as { amount: string; unit: string }[]);
}

const months = (value: number, type: t.YearMonthIntervalType): Literal | undefined =>
  Math.abs(value) > 2 ** 31 - 1 ? undefined : Object.freeze({ kind: 'literal', type, value });
const micros = (value: bigint, type: t.DayTimeIntervalType): Literal | undefined =>
  BigInt.asIntN(64, value) !== value ? undefined : Object.freeze({ kind: 'literal', type, value });

/** An amount of a unit in microseconds; only seconds and below have a fraction. */
function scaled(amount: string, unit: string): bigint | undefined {
  const found = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(amount);
  if (found === null || (found[2] === '' && !found[3])) return undefined;
  const [, sign, whole, fraction] = found;
  if (fraction !== undefined && unit !== 'second' && unit !== 'millisecond') return undefined;
  const parts = BigInt((fraction ?? '').slice(0, 9).padEnd(9, '0')) * MICROS[unit]!;
  const total = BigInt(whole || '0') * MICROS[unit]! + parts / 1_000_000_000n;
  return sign === '-' ? -total : total;
}
