import { ExecutionError } from '#lib/errors.js';
import { boundedDecimal } from '#lib/plan/common-type.js';
import { decimalText, decimalValue, rescaled } from '#lib/plan/cast/decimal-value.js';
import type { DecimalValue } from '#lib/plan/cast/decimal-value.js';
import type { DataType, DecimalType } from '#lib/types/data-type.js';

const sum = (a: DecimalType, b: DecimalType): DecimalType => {
  const s = Math.max(a.scale, b.scale);
  return boundedDecimal(Math.max(a.precision - a.scale, b.precision - b.scale) + s + 1, s);
};
const rest = (a: DecimalType, b: DecimalType): DecimalType => {
  const s = Math.max(a.scale, b.scale);
  return boundedDecimal(Math.min(a.precision - a.scale, b.precision - b.scale) + s, s);
};

/** Spark's result types of decimal arithmetic, which keep six digits after the point where 38 do not suffice. */
export const DECIMAL_RESULT: Readonly<Record<string, (a: DecimalType, b: DecimalType) => DecimalType>> = {
  '+': sum,
  '-': sum,
  '*': (a, b) => boundedDecimal(a.precision + b.precision + 1, a.scale + b.scale),
  '/': (a, b) => {
    const s = Math.max(6, a.scale + b.precision + 1);
    return boundedDecimal(a.precision - a.scale + b.scale + s, s);
  },
  '%': rest,
  pmod: rest,
};

/** Exact results, of a division to more digits than any result keeps; undefined for a division by zero. */
const EXACT: Readonly<Record<string, (a: DecimalValue, b: DecimalValue) => DecimalValue | undefined>> = {
  '+': (a, b) => aligned(a, b, (x, y) => x + y),
  '-': (a, b) => aligned(a, b, (x, y) => x - y),
  '*': (a, b) => significant({ digits: a.digits * b.digits, scale: a.scale + b.scale }),
  '/': (a, b) => (b.digits === 0n ? undefined : { digits: quotient(a, b, 40), scale: 40 }),
  '%': (a, b) => (b.digits === 0n ? undefined : aligned(a, b, (x, y) => x % y)),
  pmod: (a, b) => (b.digits === 0n ? undefined : aligned(a, b, (x, y) => (x % y < 0n ? ((x % y) + y) % y : x % y))),
};

function aligned(a: DecimalValue, b: DecimalValue, op: (x: bigint, y: bigint) => bigint): DecimalValue {
  const scale = Math.max(a.scale, b.scale);
  return { digits: op(rescaled(a, scale), rescaled(b, scale)), scale };
}

const quotient = (a: DecimalValue, b: DecimalValue, scale: number): bigint =>
  (a.digits * 10n ** BigInt(scale + b.scale)) / (b.digits * 10n ** BigInt(a.scale));

/** Spark keeps 38 digits of a product before it rounds to the type. */
function significant(value: DecimalValue): DecimalValue {
  const surplus = String(value.digits).replace('-', '').length - 38;
  return surplus <= 0 ? value : { digits: rescaled(value, value.scale - surplus), scale: value.scale - surplus };
}

/** Arithmetic of decimals in their text, rounded half up to the result's type. */
export function decimalArithmetic(op: string, returns: DataType, trying: boolean): (a: string, b: string) => string | null {
  const { precision, scale } = returns as DecimalType;
  const limit = 10n ** BigInt(precision);
  return (a, b) => {
    const exact = EXACT[op]!(decimalValue(a)!, decimalValue(b)!);
    if (exact === undefined) return trying ? null : divisionByZero(op);
    const digits = rescaled(exact, scale);
    if (digits < limit && digits > -limit) return decimalText(digits, scale);
    if (trying) return null;
    throw new ExecutionError(
      'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION',
      `The result of ${a} ${op} ${b} does not fit decimal(${precision},${scale}). Use a try_ function to get null instead.`,
      { sqlState: '22003' },
    );
  };
}

/** Throws what Spark says of a division by zero. */
export function divisionByZero(op: string): never {
  if (op === '%' || op === 'pmod')
    throw new ExecutionError('REMAINDER_BY_ZERO', 'Remainder by zero. Use try_mod to get null instead.', { sqlState: '22012' });
  throw new ExecutionError('DIVIDE_BY_ZERO', 'Division by zero. Use try_divide to get null instead.', { sqlState: '22012' });
}
