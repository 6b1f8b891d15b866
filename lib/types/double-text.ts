/** A double as Java prints it: always with a fraction, in scientific form from 1e7 up and below 1e-3. */
export function doubleText(x: number, single = false): string {
  if (Number.isNaN(x)) return 'NaN';
  if (!Number.isFinite(x)) return x > 0 ? 'Infinity' : '-Infinity';
  if (x === 0) return Object.is(x, -0) ? '-0.0' : '0.0';
  const shortest = single ? shortestFloat(x) : x;
  const size = Math.abs(x);
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(shortest) ? `${shortest}.0` : String(shortest);
  // Java writes at least two digits
  if (size === 5e-324) return x < 0 ? '-4.9E-324' : '4.9E-324';
  const [digits, exponent] = shortest.toExponential().split('e') as [string, string];
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** The double with the fewest digits that is the same number in single precision. */
function shortestFloat(x: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const shorter = Number(x.toPrecision(digits));
    if (Math.fround(shorter) === x) return shorter;
  }
  return x;
}
