/** A decimal as a whole number and how many of its digits stand after the point. */
export interface DecimalValue {
  readonly digits: bigint;
  readonly scale: number;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
/** More digits than this no decimal has, however they are shifted. */
const MOST_DIGITS = 400;

/** A number's text as a decimal, `1.5` or `15e-1`; undefined where it is none. */
export function decimalValue(text: string): DecimalValue | undefined {
  const found = NUMBER.exec(text);
  if (found === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = found;
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(whole + fraction);
  const signed = sign === '-' ? -digits : digits;
  const scale = fraction.length - Number(exponent);
  if (digits === 0n) return { digits: 0n, scale: 0 };
  return scale >= 0 ? { digits: signed, scale } : { digits: signed * 10n ** BigInt(Math.min(-scale, MOST_DIGITS)), scale: 0 };
}

/** Rounded half away from zero to so many digits after the point. */
export function rescaled({ digits, scale }: DecimalValue, to: number): bigint {
  if (to >= scale) return digits * 10n ** BigInt(to - scale);
  if (scale - to > MOST_DIGITS) return 0n;
  const by = 10n ** BigInt(scale - to);
  const rest = digits % by;
  const twice = rest < 0n ? -2n * rest : 2n * rest;
  return digits / by + (twice >= by ? (digits < 0n ? -1n : 1n) : 0n);
}

/** The digits with the point in its place: 150 of scale 2 is `1.50`. */
export function decimalText(digits: bigint, scale: number): string {
  const size = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const sign = digits < 0n ? '-' : '';
  return scale === 0 ? sign + size : `${sign}${size.slice(0, -scale)}.${size.slice(-scale)}`;
}

/** The text of a decimal of a type, or undefined where it has more digits than the type. */
export function fitted(value: DecimalValue, precision: number, scale: number): string | undefined {
  const digits = rescaled(value, scale);
  const limit = 10n ** BigInt(precision);
  return digits < limit && digits > -limit ? decimalText(digits, scale) : undefined;
}
