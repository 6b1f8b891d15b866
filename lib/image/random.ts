/** Numbers in [0, 1), one after another. */
export type Random = () => number;

/**
 * The random numbers of one row in one epoch. They depend on these three numbers alone, so that augmented images are the same
 * however many workers there are and however rows fall into batches. (Weyl sequence, mixed as in SplitMix32.)
 */
export function rowRandom(seed: number, epoch: number, row: number): Random {
  let state = mix(mix(mix(seed | 0) + (epoch | 0)) + (row | 0)) ^ Math.floor(row / 2 ** 32);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    return (mix(state) >>> 0) / 2 ** 32;
  };
}

function mix(value: number): number {
  let x = (value + 0x6d2b79f5) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

/** A number from `low` (inclusive) to `high`. */
export const uniform = (random: Random, low: number, high: number): number => low + random() * (high - low);

/** A whole number from 0 to `count` - 1. */
export const randomIndex = (random: Random, count: number): number => Math.floor(random() * count);
