/** How a number that lies between two others is rounded. */
export type Rounding = 'half-up' | 'half-even' | 'ceiling' | 'floor';

/** A decimal number: `unscaled / 10^scale`. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** The decimal that a text of digits says, with an exponent or without. */
export function decimalOf(text: string): Decimal {
  const [, sign, whole, fraction = '', exponent = '0'] = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text)!;
  const unscaled = BigInt(`${whole!}${fraction}` || '0');
  const scale = fraction.length - Number(exponent);
  const value = sign === '-' ? -unscaled : unscaled;
  return scale >= 0 ? { unscaled: value, scale } : { unscaled: value * 10n ** BigInt(-scale), scale: 0 };
}

/** The decimal that a double is exactly, not the shortest that is nearest to it. */
export function exactDecimal(x: number): Decimal {
  let exponent = 0;
  let mantissa = x;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent++;
  }
  return { unscaled: BigInt(mantissa) * 5n ** BigInt(exponent), scale: exponent };
}

/** The decimal rounded to a scale, which may be negative: then the result's scale is 0. */
export function roundDecimal({ unscaled, scale }: Decimal, to: number, rounding: Rounding): Decimal {
  if (to >= scale) return { unscaled: unscaled * 10n ** BigInt(to - scale), scale: to };
  const unit = 10n ** BigInt(scale - to);
  let quotient = unscaled / unit;
  const rest = unscaled % unit;
  if (rest !== 0n) {
    const sign = unscaled < 0n ? -1n : 1n;
    const twice = (rest < 0n ? -rest : rest) * 2n;
    const away =
      rounding === 'ceiling'
        ? sign > 0n
        : rounding === 'floor'
          ? sign < 0n
          : twice > unit || (twice === unit && (rounding === 'half-up' || quotient % 2n !== 0n));
    if (away) quotient += sign;
  }
  return to >= 0 ? { unscaled: quotient, scale: to } : { unscaled: quotient * 10n ** BigInt(-to), scale: 0 };
}

/** The digits of a decimal, all of its scale. */
export function decimalText({ unscaled, scale }: Decimal): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return unscaled < 0n ? `-${text}` : text;
}
