import type { Expression, Literal, LiteralValue } from '#lib/plan/expression.js';
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
  if (/e/i.test(text)) return decimalLiteral(plainDigits(text));
  const sign = text.startsWith('-') ? '-' : '';
  const [integer = '', fraction = ''] = text.slice(sign.length).split('.');
  const digits = integer.replace(/^0+/, '');
  const precision = Math.max(1, digits.length + fraction.length);
  return precision > 38
    ? undefined
    : literal(t.decimal(precision, fraction.length), `${sign}${integer || '0'}${fraction && `.${fraction}`}`);
}

/** `1.5e2` without its exponent: `150`. */
function plainDigits(text: string): string {
  const [, sign, whole, fraction = '', exponent] = /^(-?)(\d*)(?:\.(\d*))?e([+-]?\d+)$/i.exec(text)!;
  const point = whole!.length + Number(exponent);
  const digits = (whole! + fraction).padStart((whole! + fraction).length + Math.max(0, -point), '0').padEnd(Math.max(0, point), '0');
  const at = Math.max(0, point);
  return `${sign!}${digits.slice(0, at) || '0'}${digits.length > at ? `.${digits.slice(at)}` : ''}`;
}
