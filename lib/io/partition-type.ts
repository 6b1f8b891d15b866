import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';

const MAX_INT = 2147483647n;
const MAX_LONG = 9223372036854775807n;
const DATE = /^\d{4}-(\d\d?)-(\d\d?)$/;
const TIMESTAMP = /^\d{4}-\d\d?-\d\d?[ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?$/;

/** The narrowest type that holds every text of a folder column, as Spark infers it; nulls say nothing, and nothing is text. */
export function partitionType(texts: Iterable<string | null>): DataType {
  const kinds = new Map<string, DataType>();
  let digits = 0;
  for (const text of texts) {
    if (text === null) continue;
    const type = typeOfText(text);
    kinds.set(type.kind, type);
    if (type.kind === 'decimal') digits = Math.max(digits, text.replace(/\D/g, '').length);
  }
  if (kinds.size === 0) return t.string;
  const order = ['integer', 'long', 'decimal', 'double'];
  const has = [...kinds.keys()];
  if (has.every((kind) => order.includes(kind))) {
    const widest = has.sort((a, b) => order.indexOf(b) - order.indexOf(a))[0]!;
    return widest === 'decimal' ? t.decimal(Math.max(digits, 20), 0) : kinds.get(widest)!;
  }
  if (has.length === 1) return kinds.get(has[0]!)!;
  return has.every((kind) => kind === 'date' || kind === 'timestamp') ? t.timestamp : t.string;
}

function typeOfText(text: string): DataType {
  if (/^[+-]?\d+$/.test(text)) {
    const value = BigInt(text.replace('+', ''));
    if (value <= MAX_INT && value >= -MAX_INT - 1n) return t.integer;
    if (value <= MAX_LONG && value >= -MAX_LONG - 1n) return t.long;
    return text.length <= 38 ? t.decimal(38, 0) : t.double;
  }
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?$|^[+-]?(NaN|Infinity)$/.test(text)) return t.double;
  const date = DATE.exec(text);
  if (date !== null && isDay(text)) return t.date;
  if (TIMESTAMP.test(text) && isDay(text.slice(0, text.search(/[ T]/)))) return t.timestamp;
  return t.string;
}

function isDay(text: string): boolean {
  const [year, month, day] = text.split('-').map(Number);
  const date = new Date(Date.UTC(year!, month! - 1, day));
  return date.getUTCMonth() === month! - 1 && date.getUTCDate() === day;
}
