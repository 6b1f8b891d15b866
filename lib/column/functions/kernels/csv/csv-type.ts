import { parseDate } from '#lib/time/parse-date.js';
import { timestampParts } from '#lib/time/parse-timestamp.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';

/** The type that Spark infers of a field of csv; of an empty one a string. */
export function inferCsv(text: string): DataType {
  if (/^[+-]?\d+$/.test(text)) {
    const value = BigInt(text.replace('+', ''));
    if (BigInt.asIntN(32, value) === value) return t.integer;
    if (BigInt.asIntN(64, value) === value) return t.long;
    const digits = text.replace(/^[+-]/, '').length;
    return digits <= 38 ? t.decimal(digits, 0) : t.double;
  }
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) || /^(?:NaN|-?Inf)$/.test(text)) return t.double;
  if (/^\d{4}-\d\d-\d\d$/.test(text) && parseDate(text) !== undefined) return t.date;
  if (/^\d{4}-\d\d-\d\d[T ]/.test(text) && timestampParts(text) !== undefined) return t.timestamp;
  return /^(?:true|false)$/i.test(text) ? t.boolean : t.string;
}
