import { dateText, timeText, timestampText, two } from '#lib/time/time-text.js';
import { splitMicros } from '#lib/time/micros.js';
import { UTC } from '#lib/time/zone.js';
import type { Zone } from '#lib/time/zone.js';
import { doubleText } from '#lib/types/double-text.js';
import type { Scalar } from './read.js';

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

/** A text in JSON's quotes. */
export const quoted = (text: string): string =>
  `"${text.replaceAll(/["\\\p{Cc}]/gu, (c) => SHORT[c] ?? (c < ' ' ? `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}` : c))}"`;

/** A decimal without zeros at its end; Spark reads one from a variant so. */
export function plainDecimal(digits: bigint, scale: number): { digits: bigint; scale: number } {
  let [rest, places] = [digits, scale];
  for (; places > 0 && rest % 10n === 0n; places--) rest /= 10n;
  return { digits: rest, scale: places };
}

function decimalText(digits: bigint, scale: number): string {
  const size = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const sign = digits < 0n ? '-' : '';
  return scale === 0 ? sign + size : `${sign}${size.slice(0, -scale)}.${size.slice(-scale)}`;
}

/** The digits of a decimal as text, without zeros at its end. */
export function plainDecimalText(digits: bigint, scale: number): string {
  const plain = plainDecimal(digits, scale);
  return decimalText(plain.digits, plain.scale);
}

/** A scalar as JSON: what JSON has no type for is text in quotes, an instant with the zone's offset. */
export function scalarText(scalar: Scalar, zone: Zone): string {
  switch (scalar.kind) {
    case 'null':
      return 'null';
    case 'boolean':
    case 'long':
      return String(scalar.value);
    case 'double':
    case 'float':
      return Number.isFinite(scalar.value) ? doubleText(scalar.value, scalar.kind === 'float') : `"${scalar.value}"`;
    case 'decimal':
      return plainDecimalText(scalar.digits, scalar.scale);
    case 'string':
      return quoted(scalar.value);
    case 'uuid':
      return `"${scalar.value}"`;
    case 'binary':
      return `"${Buffer.from(scalar.value).toString('base64')}"`;
    case 'date':
      return `"${dateText(scalar.value)}"`;
    case 'time':
      return `"${timeText(scalar.value)}"`;
    case 'timestamp_ntz':
      return `"${timestampText(scalar.value, UTC)}"`;
    case 'timestamp':
      return `"${timestampText(scalar.value, zone)}${offsetText(zone.offsetAt(splitMicros(scalar.value)[0]))}"`;
  }
}

const offsetText = (seconds: number): string => {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};
