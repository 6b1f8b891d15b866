import { seededRandom } from './seeded-random.js';

/** The rows of an epoch in the order in which they are trained on: a permutation by seed and epoch, whatever the number of workers. */
export function epochOrder(rows: number, epoch: number, seed: number, shuffle: boolean): Uint32Array {
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  if (!shuffle) return order;
  const random = seededRandom(seed, epoch);
  for (let i = rows - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const row = order[i]!;
    order[i] = order[j]!;
    order[j] = row;
  }
  return order;
}

/** The part of a batch of `size` rows that a rank computes: [from, to) within the batch. Parts differ by one row at most; some are empty where rows are fewer than ranks. */
export function shareOf(size: number, rank: number, ranks: number): { readonly from: number; readonly to: number } {
  return { from: Math.floor((size * rank) / ranks), to: Math.floor((size * (rank + 1)) / ranks) };
}
