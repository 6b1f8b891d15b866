import { SECOND, floorDiv } from '#lib/time/micros.js';
import { trimAll } from '#lib/time/trim-all.js';
import type { DataType, DayTimeUnit, DecimalType } from '#lib/types/data-type.js';
import { doubleText } from './double-text.js';
import { decimalText, decimalValue, fitted } from './decimal-value.js';
import type { Refusal } from './refusal.js';

const BITS: Readonly<Record<string, bigint>> = { byte: 7n, short: 15n, integer: 31n, long: 63n };
export const UNIT_MICROS: Readonly<Record<DayTimeUnit, bigint>> = {
  day: 86_400_000_000n,
  hour: 3_600_000_000n,
  minute: 60_000_000n,
  second: SECOND,
};
type Cast = (value: any) => unknown;

/** A cast to byte, short, integer or long; undefined where Spark has none. */
export function toIntegral(from: DataType, to: DataType, refuse: Refusal): Cast | undefined {
  const limit = 1n << BITS[to.kind]!;
  const put = (whole: bigint, value: unknown): unknown => {
    if (whole >= limit || whole < -limit) return refuse.overflow(value);
    return to.kind === 'long' ? whole : Number(whole);
  };
  switch (from.kind) {
    case 'string':
      return (text: string) => {
        const digits = trimAll(text);
        if (!/^[+-]?\d+$/.test(digits)) return refuse.invalid(text);
        const whole = BigInt(digits.replace(/^\+/, ''));
        return whole >= limit || whole < -limit ? refuse.invalid(text) : put(whole, text);
      };
    case 'boolean':
      return (value: boolean) => put(value ? 1n : 0n, value);
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return (value: number | bigint) => put(BigInt(value), value);
    case 'float':
    case 'double':
      return (value: number) => (Number.isFinite(value) ? put(BigInt(Math.trunc(value)), doubleText(value)) : refuse.overflow(value));
    case 'decimal':
      return (value: string) => put(BigInt(value.split('.')[0]!), value);
    case 'timestamp':
      return (value: bigint) => put(floorDiv(value, SECOND), value);
    case 'time':
      return (value: number) => put(BigInt(Math.floor(value / 1_000_000)), value);
    case 'year_month_interval':
      return (months: number) => put(BigInt(from.end === 'year' ? Math.trunc(months / 12) : months), months);
    case 'day_time_interval':
      return (micros: bigint) => put(micros / UNIT_MICROS[from.end], micros);
    default:
      return undefined;
  }
}

const DOUBLE = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[df]?$/i;
const HEX = /^([+-]?)0x([0-9a-f]*)\.?([0-9a-f]*)p([+-]?\d+)[df]?$/i;

/** The number of text as Java's parseDouble and Spark's words say it: `1e3`, `1.5d`, `inf`, `NaN`; undefined for other text. */
export function parseDouble(given: string): number | undefined {
  const text = trimAll(given);
  if (DOUBLE.test(text)) return Number(text.replace(/[df]$/i, ''));
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (word !== null) return word[2]!.toLowerCase() === 'nan' ? (word[1] === '' ? NaN : undefined) : word[1] === '-' ? -Infinity : Infinity;
  const hex = HEX.exec(text);
  if (hex === null || hex[2]! + hex[3]! === '') return undefined;
  const size = parseInt(hex[2]! + hex[3]!, 16) * 2 ** (Number(hex[4]) - 4 * hex[3]!.length);
  return hex[1] === '-' ? -size : size;
}

/** A cast to float or double; undefined where Spark has none. */
export function toFloating(from: DataType, to: DataType, refuse: Refusal): Cast | undefined {
  const put = to.kind === 'float' ? Math.fround : (value: number) => value;
  switch (from.kind) {
    case 'string':
      return (text: string) => {
        const value = parseDouble(text);
        return value === undefined ? refuse.invalid(text) : put(value);
      };
    case 'timestamp':
      return (value: bigint) => put(Number(value) / 1e6);
    case 'boolean':
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'decimal':
      return (value: unknown) => put(Number(value));
    default:
      return undefined;
  }
}

/** A cast to decimal, rounded half up; undefined where Spark has none. */
export function toDecimal(from: DataType, to: DecimalType, refuse: Refusal): Cast | undefined {
  const put = (text: string, value: unknown): unknown => fitted(decimalValue(text)!, to.precision, to.scale) ?? refuse.tooLarge(value);
  switch (from.kind) {
    case 'string':
      return (text: string) => {
        const digits = trimAll(text);
        return decimalValue(digits) === undefined ? refuse.invalid(text) : put(digits, text);
      };
    case 'boolean':
      return (value: boolean) => put(value ? '1' : '0', value);
    case 'float':
    case 'double':
      // of a number that is none Spark makes null, even under ANSI
      return (value: number) => (Number.isFinite(value) ? put(doubleText(value, from.kind === 'float'), value) : null);
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'decimal':
      return (value: unknown) => put(String(value), value);
    case 'timestamp':
      return (value: bigint) => put(decimalText(value, 6), value);
    case 'time':
      return (value: number) => put(decimalText(BigInt(value), 6), value);
    case 'year_month_interval':
      return (months: number) => put(String(from.end === 'year' ? Math.trunc(months / 12) : months), months);
    case 'day_time_interval':
      return (micros: bigint) =>
        from.end === 'second' ? put(decimalText(micros, 6), micros) : put(String(micros / UNIT_MICROS[from.end]), micros);
    default:
      return undefined;
  }
}
