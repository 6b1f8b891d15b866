import { parseDate } from '#lib/time/parse-date.js';
import { parseTimestamp, parseTimestampNtz } from '#lib/time/parse-timestamp.js';
import { dateText, two } from '#lib/time/time-text.js';
import { splitMicros } from '#lib/time/micros.js';
import { UTC, type Zone } from '#lib/time/zone.js';
import type { DataType } from '#lib/types/data-type.js';
import { decimalOf, decimalText, roundDecimal } from './decimal-digits.js';

const RANGES: Readonly<Record<string, number>> = { byte: 8, short: 16, integer: 32, long: 64 };

/** The whole number of a text in the range of its type, raw; undefined where it is none. */
export function wholeOf(text: string, type: DataType): number | bigint | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  if (BigInt.asIntN(RANGES[type.kind]!, value) !== value) return undefined;
  return type.kind === 'long' ? value : Number(value);
}

/** The digits of a decimal of a type, rounded half up; undefined where the text is no number or does not fit. */
export function decimalIn(text: string, precision: number, scale: number): string | undefined {
  const digits = text.replaceAll(',', '');
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(digits)) return undefined;
  const value = roundDecimal(decimalOf(digits), scale, 'half-up');
  return value.unscaled.toString().replace('-', '').length > precision && value.unscaled !== 0n ? undefined : decimalText(value);
}

/** A day or a moment of a text, raw; undefined where it is none. */
export function timeOf(text: string, type: DataType, zone: Zone): number | bigint | undefined {
  if (type.kind === 'date') return parseDate(text);
  return type.kind === 'timestamp' ? parseTimestamp(text, zone) : parseTimestampNtz(text);
}

/** A moment as json and csv have it: `2024-01-31T01:02:03.500Z`; without the zone where it has none. */
export function isoText(micros: bigint, type: DataType, zone: Zone): string {
  const [seconds, fraction] = splitMicros(micros);
  const offset = type.kind === 'timestamp' ? zone.offsetAt(seconds) : UTC.offsetAt(seconds);
  const local = seconds + offset;
  const days = Math.floor(local / 86_400);
  const rest = local - days * 86_400;
  const time = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}.${String(Math.floor(fraction / 1000)).padStart(3, '0')}`;
  return `${dateText(days)}T${time}${type.kind === 'timestamp' ? offsetText(offset) : ''}`;
}

function offsetText(seconds: number): string {
  if (seconds === 0) return 'Z';
  const minutes = Math.floor(Math.abs(seconds) / 60);
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
