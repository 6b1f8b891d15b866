import { fits64 } from '#lib/time/micros.js';
import { parseDayTime, parseYearMonth } from '#lib/time/parse-interval.js';
import type { DataType, DayTimeIntervalType, YearMonthIntervalType } from '#lib/types/data-type.js';
import { decimalValue, rescaled } from './decimal-value.js';
import type { Refusal } from './refusal.js';
import { UNIT_MICROS } from './to-number.js';

type Cast = (value: any) => unknown;
const MONTHS = 2 ** 31;

export function toYearMonth(from: DataType, to: YearMonthIntervalType, refuse: Refusal): Cast | undefined {
  const put = (months: number, value: unknown): unknown =>
    months >= MONTHS || months < -MONTHS ? refuse.overflow(value) : to.end === 'year' ? Math.trunc(months / 12) * 12 : months;
  const perUnit = to.end === 'year' ? 12 : 1;
  switch (from.kind) {
    case 'string':
      return (text: string) => parseYearMonth(text, to.start, to.end) ?? refuse.notInterval(text);
    case 'year_month_interval':
      return (months: number) => put(months, months);
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return (count: number | bigint) => put(Number(count) * perUnit, count);
    case 'decimal':
      return (count: string) => put(Number(rescaled(decimalValue(count)!, 0)) * perUnit, count);
    default:
      return undefined;
  }
}

export function toDayTime(from: DataType, to: DayTimeIntervalType, refuse: Refusal): Cast | undefined {
  const unit = UNIT_MICROS[to.end];
  const put = (micros: bigint, value: unknown): unknown => {
    if (!fits64(micros)) return refuse.overflow(value);
    return to.end === 'second' ? micros : (micros / unit) * unit;
  };
  switch (from.kind) {
    case 'string':
      return (text: string) => parseDayTime(text, to.start, to.end) ?? refuse.notInterval(text);
    case 'day_time_interval':
      return (micros: bigint) => put(micros, micros);
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return (count: number | bigint) => put(BigInt(count) * unit, count);
    case 'decimal':
      return (count: string) => {
        const { digits, scale } = decimalValue(count)!;
        return put(to.end === 'second' ? rescaled({ digits, scale }, 6) : (digits / 10n ** BigInt(scale)) * unit, count);
      };
    default:
      return undefined;
  }
}
