import type { DataType } from '#lib/types/data-type.js';

/** How far doubles may be apart, as a share of the greater. */
const TOLERANCE = 1e-12;

/**
 * Whether two values in the golden encoding are the same value of a type: doubles within 1e-12 of each other, floats the same
 * float, NaN, infinities and the sign of zero kept, all else exactly.
 */
export function sameValue(type: DataType, a: unknown, b: unknown): boolean {
  if (a === null || b === null) return a === b;
  switch (type.kind) {
    case 'float':
      return isNumber(a) && isNumber(b) ? Object.is(Math.fround(a), Math.fround(b)) : a === b;
    case 'double':
      return isNumber(a) && isNumber(b) ? near(a, b) : a === b;
    case 'array':
      return sameList(a, b, () => type.element);
    case 'map':
      return sameList(a, b, undefined, (x, y) => sameList(x, y, (i) => (i === 0 ? type.key : type.value)));
    case 'struct':
      return sameList(a, b, (i) => type.fields[i]!.type);
    default:
      return Object.is(a, b);
  }
}

/** Whether two rows are the same. */
export const sameRow = (types: readonly DataType[], a: readonly unknown[], b: readonly unknown[]): boolean =>
  sameList(a, b, (i) => types[i]!);

function sameList(a: unknown, b: unknown, typeAt?: (i: number) => DataType, same?: (x: unknown, y: unknown) => boolean): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((x: unknown, i) => (same ? same(x, b[i]) : sameValue(typeAt!(i), x, b[i])));
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

function near(a: number, b: number): boolean {
  if (a === 0 || b === 0) return Object.is(a, b);
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}
