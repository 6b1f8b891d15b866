import type { Expression } from '#lib/plan/expression.js';
import { castTo } from '#lib/plan/cast-to.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import type { Column } from '../column.js';
import { scalar, type Row } from './define.js';
import { bitAt } from './kernels/bit-at.js';

const first = (types: readonly DataType[]): DataType => types[0]!;
type Bits = [bits: number | Column];

/** A shift by Java's rules: of an int or a long, by the bits modulo its width. */
const shift = (int: (x: number, bits: number) => number, long: (x: bigint, bits: bigint) => bigint): Row => ({
  args: ['any', t.integer],
  rewrite: ([x, bits]) => [castTo(x!, typeOf(x!).kind === 'long' ? t.long : t.integer), bits!],
  returns: first,
  kernel: {
    make: ([type]) => (type!.kind === 'long' ? (x: bigint, bits: number) => BigInt.asIntN(64, long(x, BigInt(bits & 63))) : int),
  },
});
export const shiftleft = scalar<'shiftleft', number, Bits>(
  'shiftleft',
  shift(
    (x, bits) => x << bits,
    (x, bits) => x << bits,
  ),
);
/** Shifted to the right, the sign kept. */
export const shiftright = scalar<'shiftright', number, Bits>(
  'shiftright',
  shift(
    (x, bits) => x >> bits,
    (x, bits) => x >> bits,
  ),
);
/** Shifted to the right, with zeros put in. */
export const shiftrightunsigned = scalar<'shiftrightunsigned', number, Bits>(
  'shiftrightunsigned',
  shift(
    (x, bits) => (x >>> bits) | 0,
    (x, bits) => BigInt.asUintN(64, x) >> bits,
  ),
);
/** How many bits are set, of 64 for any whole number. */
export const bitCount = scalar<'bit_count', number>('bit_count', {
  args: ['any'],
  rewrite: ([x]: readonly Expression[]) => [castTo(x!, t.long)],
  returns: t.integer,
  duckdb: ([x]) => `bit_count(${x!})::INTEGER`,
});
/** The bit at a position, counted from 0 at the right; an error outside the number. */
export const bitGet = scalar<'bit_get', number, [position: number | Column]>('bit_get', {
  args: ['any', t.integer],
  returns: t.byte,
  kernel: { make: ([type]) => bitAt(type!) },
});
