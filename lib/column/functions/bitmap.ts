import { ExecutionError } from '#lib/errors.js';
import { isIntegral } from '#lib/plan/common-type.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import { aggregate, aggregateSql, scalar, wrongType, type Row } from './define.js';

const BYTES = 4096;
const BITS = 8n * BigInt(BYTES);

const bits = (name: string): Row => ({
  args: ['any'],
  nullable: true,
  rewrite: ([e]) => [isIntegral(typeOf(e!)) ? e! : wrongType(name, 0, 'a whole number', e!)],
  returns: (types) => types[0]!,
  duckdb: name,
});
/** The bits that all values have; null over no values. */
export const bitAnd = aggregate<'bit_and', number | null>('bit_and', bits('bit_and'));
/** The bits that some value has; null over no values. */
export const bitOr = aggregate<'bit_or', number | null>('bit_or', bits('bit_or'));
/** The bits that an odd number of values have; null over no values. */
export const bitXor = aggregate<'bit_xor', number | null>('bit_xor', bits('bit_xor'));

/** Where in its bitmap of 32,768 bits a number stands, from 0. */
export const bitmapBitPosition = scalar<'bitmap_bit_position', number>('bitmap_bit_position', {
  args: [t.long],
  returns: t.long,
  kernel: { make: () => (n: bigint) => (n > 0n ? (n - 1n) % BITS : -n % BITS) },
});
/** In which bitmap of 32,768 bits a number stands. */
export const bitmapBucketNumber = scalar<'bitmap_bucket_number', number>('bitmap_bucket_number', {
  args: [t.long],
  returns: t.long,
  kernel: { make: () => (n: bigint) => (n > 0n ? 1n + (n - 1n) / BITS : n / BITS) },
});
/** How many bits of a bitmap are set. */
export const bitmapCount = scalar<'bitmap_count', number>('bitmap_count', {
  args: [t.binary],
  returns: t.long,
  kernel: { make: () => (bytes: Uint8Array) => bytes.reduce((count, byte) => count + BigInt(ones(byte)), 0n) },
});
const ones = (byte: number): number => byte.toString(2).replaceAll('0', '').length;

const bitmap = (type: t.DataType, fold: (map: Uint8Array, value: any) => void, start = 0): Row => ({
  args: [type],
  returns: t.binary,
  nullable: false,
  duckdb: ([a], _, clauses) => aggregateSql('list', [a!], clauses, `${a!} IS NOT NULL`),
  finish: () => ({
    of: t.array(type),
    seesNulls: true,
    make: () => (values: readonly unknown[] | null) => {
      const map = new Uint8Array(BYTES).fill(start);
      for (const value of values ?? []) fold(map, value);
      return map;
    },
  }),
});
/** A bitmap of 4,096 bytes with the bits at the given positions set; a position outside it is an error. */
export const bitmapConstructAgg = aggregate<'bitmap_construct_agg', Uint8Array>(
  'bitmap_construct_agg',
  bitmap(t.long, (map, position: bigint) => {
    if (position < 0n || position >= BITS)
      throw new ExecutionError('INVALID_BITMAP_POSITION', `A position in a bitmap must be from 0 to ${BITS - 1n}; got ${position}`, {
        sqlState: '22003',
      });
    map[Number(position >> 3n)]! |= 1 << Number(position & 7n);
  }),
);
/** The bits that some bitmap has. */
export const bitmapOrAgg = aggregate<'bitmap_or_agg', Uint8Array>(
  'bitmap_or_agg',
  bitmap(t.binary, (map, bytes: Uint8Array) => {
    for (let i = 0; i < Math.min(BYTES, bytes.length); i++) map[i]! |= bytes[i]!;
  }),
);
/** The bits that all bitmaps have; bytes that one lacks count as zero. */
export const bitmapAndAgg = aggregate<'bitmap_and_agg', Uint8Array>(
  'bitmap_and_agg',
  bitmap(
    t.binary,
    (map, bytes: Uint8Array) => {
      for (let i = 0; i < BYTES; i++) map[i]! &= bytes[i] ?? 0;
    },
    0xff,
  ),
);
