import { ExecutionError } from '#lib/errors.js';

const MOST = 2n ** 64n - 1n;

/** The number that the text begins with, to one base, as digits to another. It is unsigned with 64 bits; more are an error. */
export function convert(text: string, from: number, to: number): string | null {
  const base = Math.abs(to);
  const trimmed = text.replace(/^ +| +$/g, '');
  if (from < 2 || from > 36 || base < 2 || base > 36 || trimmed === '') return null;
  const negative = trimmed.startsWith('-');
  let value = 0n;
  for (const c of trimmed.slice(negative ? 1 : 0)) {
    const digit = /[0-9a-zA-Z]/.test(c) ? parseInt(c, 36) : NaN;
    if (!(digit < from)) break;
    value = value * BigInt(from) + BigInt(digit);
    if (value > MOST)
      throw new ExecutionError('ARITHMETIC_OVERFLOW', `The number '${text}' of conv does not fit 64 bits`, { sqlState: '22003' });
  }
  // what follows is done with Java's signed longs, whose top bit is a sign only where the target is negative
  let signed = BigInt.asIntN(64, value);
  if (negative && to > 0) signed = signed < 0n ? -1n : -signed;
  if (to > 0) return BigInt.asUintN(64, signed).toString(base).toUpperCase();
  if (signed < 0n) return `-${BigInt.asUintN(64, -signed).toString(base).toUpperCase()}`;
  return `${negative ? '-' : ''}${signed.toString(base).toUpperCase()}`;
}
