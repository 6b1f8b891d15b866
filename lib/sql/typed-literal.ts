import type { Cast, Expression, Literal, LiteralValue } from '#lib/plan/expression.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';

const literal = (type: DataType, value: LiteralValue): Literal => Object.freeze({ kind: 'literal', type, value });

/** The words that make a typed literal of the string behind them. */
export const LITERAL_TYPES: readonly string[] = ['DATE', 'TIMESTAMP', 'TIMESTAMP_NTZ', 'TIMESTAMP_LTZ', 'X'];

const DAY = String.raw`([+-]?\d{4,7})(?:-(\d{1,2})(?:-(\d{1,2}))?)?`;
const TIME = String.raw`(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?`;
const ZONE = String.raw`\s*(Z|(?:UTC|GMT)?(?:[+-]\d{1,2}(?::?\d{2})?)?|[A-Za-z]+(?:/[A-Za-z_]+)+)`;
const PATTERN = new RegExp(String.raw`^\s*${DAY}(?:[ T](?:${TIME}${ZONE})?)?\s*$`);

/**
 * `DATE '2024-01-31'`, `TIMESTAMP '2024-01-31 12:00:00'` (of the session's zone unless it names one), `X'0F'`; undefined where
 * the text is none. Digits behind the sixth of a second are cut.
 */
export function typedLiteral(kind: string, text: string): Expression | undefined {
  if (kind === 'X') return binaryLiteral(text);
  const found = PATTERN.exec(text);
  if (found === null) return undefined;
  const [, year, month = '1', day = '1', hour = '0', minute = '0', second = '0', fraction = '', zone = ''] = found;
  const days = dayNumber(Number(year), Number(month), Number(day));
  if (days === undefined) return undefined;
  if (kind === 'DATE') return literal(t.date, days);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const seconds = BigInt(days) * 86_400n + BigInt(Number(hour) * 3600 + Number(minute) * 60 + Number(second));
  const micros = seconds * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  if (kind === 'TIMESTAMP_NTZ') return literal(t.timestampNtz, micros);
  if (zone === '') return zoned(literal(t.timestampNtz, micros));
  const offset = zoneSeconds(zone);
  return offset === undefined ? zoned(literal(t.string, text.trim())) : literal(t.timestamp, micros - offset * 1_000_000n);
}

/** The time in the session's zone, or in the one that the text names, which the engine knows. */
const zoned = (child: Literal): Cast => Object.freeze({ kind: 'cast', child, type: t.timestamp, implicit: true });

function binaryLiteral(text: string): Expression | undefined {
  const digits = text.length % 2 === 1 ? `0${text}` : text;
  return /^[0-9a-f]*$/i.test(digits) ? literal(t.binary, new Uint8Array(Buffer.from(digits, 'hex'))) : undefined;
}

function dayNumber(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 86_400_000 : undefined;
}

function zoneSeconds(zone: string): bigint | undefined {
  const found = /^(?:Z|(?:UTC|GMT)?(?:([+-])(\d{1,2})(?::?(\d{2}))?)?)$/.exec(zone);
  if (found === null) return undefined;
  const [, sign, hours = '0', minutes = '0'] = found;
  return BigInt((sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60));
}
