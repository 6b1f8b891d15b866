import type { Cast, Expression, Literal, LiteralValue } from '#lib/plan/expression.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';

const literal = (type: DataType, value: LiteralValue): Literal => Object.freeze({ kind: 'literal', type, value });

/** A number as Spark reads it: `1` an int, `10000000000` a bigint, `1.5` a decimal, `1e3` and `1D` doubles; `negative` where a minus stands before it. Undefined where it does not fit. */
export function numberLiteral(text: string, negative = false): Expression | undefined {
  const [, unsigned, suffix] = /^(.*?)(BD|[LSYDF])?$/i.exec(text)!;
  const digits = negative ? `-${unsigned!}` : unsigned;
  switch (suffix?.toUpperCase()) {
    case 'L':
      return whole(digits!, t.long, 63n);
    case 'S':
      return whole(digits!, t.short, 15n);
    case 'Y':
      return whole(digits!, t.byte, 7n);
    case 'D':
      return literal(t.double, Number(digits));
    case 'F':
      return literal(t.float, Math.fround(Number(digits)));
    case 'BD':
      return decimalLiteral(digits!);
  }
  if (/e/i.test(text)) return literal(t.double, Number(digits));
  if (text.includes('.')) return decimalLiteral(digits!);
  const n = BigInt(digits!);
  if (fits(n, 31n)) return literal(t.integer, Number(n));
  return fits(n, 63n) ? literal(t.long, n) : decimalLiteral(digits!);
}

function whole(digits: string, type: DataType, bits: bigint): Expression | undefined {
  if (!/^-?\d+$/.test(digits)) return undefined;
  const n = BigInt(digits);
  if (!fits(n, bits)) return undefined;
  return literal(type, type.kind === 'long' ? n : Number(n));
}

const fits = (n: bigint, bits: bigint): boolean => n < 2n ** bits && n >= -(2n ** bits);

function decimalLiteral(text: string): Expression | undefined {
  if (/e/i.test(text)) return undefined;
  const sign = text.startsWith('-') ? '-' : '';
  const [integer = '', fraction = ''] = text.slice(sign.length).split('.');
  const digits = integer.replace(/^0+/, '');
  const precision = Math.max(1, digits.length + fraction.length);
  return precision > 38
    ? undefined
    : literal(t.decimal(precision, fraction.length), `${sign}${integer || '0'}${fraction && `.${fraction}`}`);
}

/** `DATE '2024-01-31'`, `TIMESTAMP '2024-01-31 12:00:00'` (of the session's zone unless it names one), `X'0F'`; undefined where the text is none. */
export function typedLiteral(kind: string, text: string): Expression | undefined {
  if (kind === 'X') return /^([0-9a-f]{2})*$/i.test(text) ? literal(t.binary, new Uint8Array(Buffer.from(text, 'hex'))) : undefined;
  const found =
    /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,6}))?)?)?\s*(Z|[+-]\d{2}:\d{2})?\s*$/.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = found;
  const days = Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000;
  const check = new Date(days * 86_400_000);
  if (check.getUTCMonth() !== Number(month) - 1 || check.getUTCDate() !== Number(day)) return undefined;
  if (kind === 'DATE') return literal(t.date, days);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const seconds = BigInt(days) * 86_400n + BigInt(Number(hour) * 3600 + Number(minute) * 60 + Number(second)) - zoneSeconds(zone);
  const micros = seconds * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
  if (kind === 'TIMESTAMP_NTZ') return literal(t.timestampNtz, micros);
  if (zone !== undefined) return literal(t.timestamp, micros);
  return Object.freeze({ kind: 'cast', child: literal(t.timestampNtz, micros), type: t.timestamp, implicit: true } satisfies Cast);
}

function zoneSeconds(zone: string | undefined): bigint {
  if (zone === undefined || zone === 'Z') return 0n;
  const [hours, minutes] = zone.slice(1).split(':').map(Number) as [number, number];
  return BigInt((zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60));
}
