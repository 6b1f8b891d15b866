import { parsePattern } from '#lib/time/pattern/parse-pattern.js';
import { parseDate } from '#lib/time/parse-date.js';
import { parseTimestamp, parseTimestampNtz } from '#lib/time/parse-timestamp.js';
import { joinMicros } from '#lib/time/micros.js';
import type { Zone } from '#lib/time/zone.js';
import type { DataType } from '#lib/types/data-type.js';
import type { FileOptions } from './file-options.js';

/** What makes a raw value (times as counts) of a text; undefined where the text is none of the type. */
export type ParseText = (text: string) => unknown;

const BITS = { byte: 8, short: 16, integer: 32 } as const;
const LONG_MAX = 2n ** 63n - 1n;
const DOUBLE = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?$/;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The reading of texts of a type as Spark's csv has it: the format's own patterns and names of what is no number. */
export function textParser(type: DataType, options: FileOptions, zone: Zone): ParseText | undefined {
  switch (type.kind) {
    case 'string':
      return (text) => text;
    case 'binary':
      return (text) => Buffer.from(text, 'utf8');
    case 'boolean':
      return (text) => (/^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined);
    case 'byte':
    case 'short':
    case 'integer': {
      const most = 2 ** (BITS[type.kind] - 1);
      return (text) => {
        const value = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
        return value < most && value >= -most ? (value === 0 ? 0 : value) : undefined;
      };
    }
    case 'long':
      return (text) => (/^[+-]?\d+$/.test(text) ? longOf(text) : undefined);
    case 'float':
    case 'double':
      return doubleParser(options);
    case 'decimal':
      return decimalParser(type.precision, type.scale, options);
    case 'date':
      return dateParser(options['dateformat']);
    case 'timestamp':
      return timestampParser(options['timestampformat'], zone);
    case 'timestamp_ntz':
      return ntzParser(options['timestampntzformat']);
    case 'null':
      return () => null;
    default:
      return undefined;
  }
}

export function longOf(text: string): number | bigint | undefined {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  const exact = BigInt(text.startsWith('+') ? text.slice(1) : text);
  return exact <= LONG_MAX && exact >= -LONG_MAX - 1n ? exact : undefined;
}

function doubleParser(options: FileOptions): ParseText {
  const named = new Map([
    ['NaN', NaN],
    ['+NaN', NaN],
    ['-NaN', NaN],
    ['Infinity', Infinity],
    ['+Infinity', Infinity],
    ['-Infinity', -Infinity],
    [options['nanvalue'] ?? 'NaN', NaN],
    [options['positiveinf'] ?? 'Inf', Infinity],
    [options['negativeinf'] ?? '-Inf', -Infinity],
  ]);
  return (text) => {
    const known = named.get(text);
    if (known !== undefined) return known;
    const trimmed = text.trim();
    return DOUBLE.test(trimmed) ? parseFloat(trimmed) : named.get(trimmed);
  };
}

/** Digits in groups as the locale writes them: `1,234.5`, in German `1.234,5`. */
function decimalParser(precision: number, scale: number, options: FileOptions): ParseText {
  const parts = new Intl.NumberFormat(options['locale'] ?? 'en-US').formatToParts(1234567.5);
  const group = parts.find((part) => part.type === 'group')?.value ?? ',';
  const point = parts.find((part) => part.type === 'decimal')?.value ?? '.';
  return (text) => {
    const plain = text.replaceAll(group, '').replace(point, '.');
    return DECIMAL.test(plain) && fitsDecimal(plain, precision, scale) ? plain : undefined;
  };
}

/** Whether a number has a place in a decimal, after it is rounded. */
export function fitsDecimal(text: string, precision: number, scale: number): boolean {
  const [digits = '', exponent = '0'] = text.replace(/^[+-]/, '').toLowerCase().split('e');
  const [whole = '', fraction = ''] = digits.split('.');
  const all = whole + fraction;
  const point = whole.length + Number(exponent);
  const kept = all
    .slice(0, Math.max(0, point + scale))
    .padEnd(Math.max(0, point + scale), '0')
    .replace(/^0+/, '');
  const next = point + scale >= 0 ? (all[point + scale] ?? '0') : '0';
  return kept.length < precision || (kept.length === precision && !(next >= '5' && /^9*$/.test(kept)));
}

function dateParser(pattern: string | undefined): ParseText {
  if (pattern === undefined) return parseDate;
  const parse = parsePattern(pattern);
  return (text) => parse(text)?.days;
}

function timestampParser(pattern: string | undefined, zone: Zone): ParseText {
  if (pattern === undefined) return (text) => parseTimestamp(text, zone);
  const parse = parsePattern(pattern);
  return (text) => {
    const parsed = parse(text);
    if (parsed === undefined) return undefined;
    const local = parsed.days * 86_400 + Math.floor(parsed.micros / 1_000_000);
    return joinMicros((parsed.zone ?? zone).toUtc(local), parsed.micros % 1_000_000);
  };
}

function ntzParser(pattern: string | undefined): ParseText {
  if (pattern === undefined) return parseTimestampNtz;
  const parse = parsePattern(pattern);
  return (text) => {
    const parsed = parse(text);
    return parsed === undefined ? undefined : BigInt(parsed.days) * 86_400_000_000n + BigInt(parsed.micros);
  };
}
