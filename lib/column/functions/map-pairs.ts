import { ExecutionError } from '#lib/errors.js';
import { showValue } from '#lib/show-value.js';
import type { DataType } from '#lib/types/data-type.js';
import { rawKey } from './raw-key.js';

export type Pair = readonly [key: unknown, value: unknown];

/** A map's pairs, as kernels get them. */
export const pairsOf = (map: unknown): readonly Pair[] => map as readonly Pair[];

/** Pairs as a map of keys of a type: a key that comes twice, or is null, is an error. */
export function mapOf(keyType: DataType): (pairs: readonly Pair[]) => readonly Pair[] {
  const keyOf = rawKey(keyType);
  return (pairs) => {
    const seen = new Set<unknown>();
    for (const [key] of pairs) {
      if (key === null) throw new ExecutionError('NULL_MAP_KEY', 'A key of a map must not be null', { sqlState: '2200E' });
      const size = seen.size;
      if (seen.add(keyOf(key)).size === size)
        throw new ExecutionError('DUPLICATED_MAP_KEY', `The keys of a map must differ; got ${showValue(key)} twice`, { sqlState: '23505' });
    }
    return pairs;
  };
}
