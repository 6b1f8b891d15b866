import type { DataType } from '#lib/types/data-type.js';

/**
 * Values in the order in which Spark's OpenHashMap holds them when they come in that order: it decides which of values that
 * come equally often is the mode. Types whose hash Java takes from more than a number or text keep their order.
 */
export function hashOrder(type: DataType): (values: readonly unknown[]) => readonly unknown[] {
  const hash = javaHash(type);
  if (hash === undefined) return (values) => values;
  return (values) => {
    let slots = new Array<unknown>(64);
    let used = 0;
    for (const value of values) {
      put(slots, value, hash);
      used++;
      if (used <= 0.7 * slots.length) continue;
      const old = slots;
      slots = new Array<unknown>(old.length * 2);
      for (const kept of old) if (kept !== undefined) put(slots, kept, hash);
    }
    return slots.filter((value) => value !== undefined);
  };
}

function put(slots: unknown[], value: unknown, hash: (value: any) => number): void {
  const mask = slots.length - 1;
  let at = murmurOfInt(hash(value)) & mask;
  for (let step = 1; slots[at] !== undefined; step++) at = (at + step) & mask;
  slots[at] = value;
}

/** Java's hashCode of the values of a type. */
function javaHash(type: DataType): ((value: any) => number) | undefined {
  switch (type.kind) {
    case 'boolean':
      return (value: boolean) => (value ? 1231 : 1237);
    case 'byte':
    case 'short':
    case 'integer':
    case 'date':
    case 'year_month_interval':
      return (value: number) => value;
    case 'long':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'day_time_interval':
      return folded;
    case 'double':
      return (value: number) => folded(new BigInt64Array(new Float64Array([value]).buffer)[0]!);
    case 'float':
      return (value: number) => new Int32Array(new Float32Array([value]).buffer)[0]!;
    case 'string':
      return murmurOfText;
    default:
      return undefined;
  }
}

const folded = (value: bigint): number => Number(BigInt.asIntN(32, value ^ (BigInt.asUintN(64, value) >> 32n)));

const rotated = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
const mixedKey = (key: number): number => Math.imul(rotated(Math.imul(key, 0xcc9e2d51), 15), 0x1b873593);
const mixed = (hash: number, key: number): number => (Math.imul(rotated(hash ^ mixedKey(key), 13), 5) + 0xe6546b64) | 0;
function finished(hash: number, length: number): number {
  let h = hash ^ length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
const murmurOfInt = (value: number): number => finished(mixed(0, value), 4);

/** UTF8String's hash: Murmur3 of whole words, then of each byte that is left. */
function murmurOfText(text: string): number {
  const bytes = Buffer.from(text);
  const words = bytes.length - (bytes.length % 4);
  let hash = 42;
  for (let i = 0; i < words; i += 4) hash = mixed(hash, bytes.readInt32LE(i));
  for (let i = words; i < bytes.length; i++) hash = mixed(hash, bytes.readInt8(i));
  return finished(hash, bytes.length);
}
