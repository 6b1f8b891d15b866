import type { DataType } from '#lib/types/data-type.js';
import { javaHash } from './java-hash.js';

/**
 * Different values in the order in which a hash set of Scala's has them, as Spark's collect_set gives them. Types whose hash
 * is not known here keep their order.
 */
export function scalaSetOrder(type: DataType): (values: readonly unknown[]) => readonly unknown[] {
  const hash = hashOf(type);
  if (hash === undefined) return (values) => values;
  return (values) => {
    let slots = 16;
    for (let size = 1; size <= values.length; size++) if (size >= slots * 0.75) slots *= 2;
    const placed = values.map((value) => {
      const mixed = mix(hash(value));
      return { value, mixed, slot: mixed & (slots - 1) };
    });
    return placed.sort((a, b) => a.slot - b.slot || a.mixed - b.mixed).map(({ value }) => value);
  };
}

const mix = (hash: number): number => hash ^ (hash >>> 16);

/** Scala's hash of a value: Java's, but of a long that is an int too the int's. */
function hashOf(type: DataType): ((value: any) => number) | undefined {
  const java = javaHash(type);
  switch (type.kind) {
    case 'long':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'day_time_interval':
      return (value: bigint) => (BigInt.asIntN(32, value) === value ? Number(value) : java!(value));
    default:
      return java;
  }
}
