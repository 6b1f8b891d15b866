import { KindlingError } from '#lib/errors.js';
import type { DataType } from '#lib/types/data-type.js';

/** A hash by its three primitives: each takes the hash so far for its seed. */
interface Hash<H> {
  int(value: number, seed: H): H;
  long(value: bigint, seed: H): H;
  bytes(bytes: Uint8Array, seed: H): H;
}
type Hasher<H> = (value: any, seed: H) => H;

const view = new DataView(new ArrayBuffer(8));
const floatBits = (x: number): number => (view.setFloat32(0, x === 0 ? 0 : x), view.getInt32(0));
const doubleBits = (x: number): bigint => (view.setFloat64(0, x === 0 ? 0 : x), view.getBigInt64(0));
const utf8 = new TextEncoder();

/** Spark's hash of a row of values of these types. Nulls leave the hash as it is. */
export function hashOf<H>(hash: Hash<H>, types: readonly DataType[], seed: H): (...values: unknown[]) => H {
  const hashers = types.map((type) => hasherOf(hash, type));
  return (...values) => values.reduce<H>((h, value, i) => (value === null ? h : hashers[i]!(value, h)), seed);
}

function hasherOf<H>(hash: Hash<H>, type: DataType): Hasher<H> {
  switch (type.kind) {
    case 'null':
      return (_, seed) => seed;
    case 'boolean':
      return (value: boolean, seed) => hash.int(value ? 1 : 0, seed);
    case 'byte':
    case 'short':
    case 'integer':
    case 'date':
    case 'year_month_interval':
      return hash.int;
    case 'long':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'day_time_interval':
      return (value: bigint, seed) => hash.long(BigInt(value), seed);
    case 'float':
      return (value: number, seed) => hash.int(floatBits(value), seed);
    case 'double':
      return (value: number, seed) => hash.long(doubleBits(value), seed);
    case 'decimal':
      return (value: string, seed) => {
        const unscaled = BigInt(value.replace('.', ''));
        return type.precision <= 18 ? hash.long(unscaled, seed) : hash.bytes(bigEndian(unscaled), seed);
      };
    case 'string':
      return (value: string, seed) => hash.bytes(utf8.encode(value), seed);
    case 'binary':
      return hash.bytes;
    case 'array': {
      const element = hasherOf(hash, type.element);
      return (items: unknown[], seed) => items.reduce<H>((h, item) => (item === null ? h : element(item, h)), seed);
    }
    case 'struct': {
      const row = type.fields.map((f) => hasherOf(hash, f.type));
      return (fields: unknown[], seed) => fields.reduce<H>((h, field, i) => (field === null ? h : row[i]!(field, h)), seed);
    }
    default:
      throw new KindlingError('INTERNAL_ERROR', `A hash must be of types that have one; got ${type.kind}`);
  }
}

/** The bytes of Java's BigInteger: two's complement, as few as will do. */
function bigEndian(value: bigint): Uint8Array {
  let length = 1;
  while (BigInt.asIntN(length * 8, value) !== value) length++;
  const hex = BigInt.asUintN(length * 8, value)
    .toString(16)
    .padStart(length * 2, '0');
  return Buffer.from(hex, 'hex');
}
