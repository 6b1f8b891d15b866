import type { DataType } from '#lib/types/data-type.js';
import { javaHash } from './java-hash.js';
import { murmurOfInt } from './murmur.js';

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
