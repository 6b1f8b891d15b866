const NUMERAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/**
 * Writes a decimal of 128 bits; false where the value is no number or has too many digits before the point. Digits after
 * the scale are rounded half up, away from zero, as Spark does.
 */
export function putDecimal(words: Uint32Array, row: number, value: {}, precision: number, scale: number): boolean {
  const unscaled = unscaledOf(value, scale, precision);
  if (unscaled === undefined || magnitude(unscaled) >= 10n ** BigInt(precision)) return false;
  let rest = BigInt.asUintN(128, unscaled);
  for (let word = 0; word < 4; word++) {
    words[row * 4 + word] = Number(rest & 0xffffffffn);
    rest >>= 32n;
  }
  return true;
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/** The value times 10^scale; undefined where it is no number, or so large that no decimal holds it. */
function unscaledOf(value: {}, scale: number, precision: number): bigint | undefined {
  if (typeof value === 'bigint') return value * 10n ** BigInt(scale);
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const [matched, sign, whole = '', fraction = '', exponent = '0'] = NUMERAL.exec(String(value).trim()) ?? [];
  if (matched === undefined || whole + fraction === '') return undefined;
  const digits = (whole + fraction).replace(/^0+(?=.)/, '');
  const shift = Number(exponent) - fraction.length + scale;
  if (digits === '0') return 0n;
  if (digits.length + shift > precision + 1) return undefined;
  const unscaled = shift >= 0 ? BigInt(digits) * 10n ** BigInt(shift) : rounded(digits, -shift);
  return sign === '-' ? -unscaled : unscaled;
}

/** The digits without the last `dropped` of them, rounded half up. */
function rounded(digits: string, dropped: number): bigint {
  if (dropped > digits.length) return 0n;
  const kept = BigInt(digits.slice(0, digits.length - dropped) || '0');
  return digits[digits.length - dropped]! >= '5' ? kept + 1n : kept;
}
