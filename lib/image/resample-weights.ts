import { filters } from './filter.js';
import type { Interpolation } from './filter.js';
import { WEIGHT_ONE } from './wasm/resample-kernel.js';

/** Which pixels of a line of the source make each pixel of the result, and with what weights (adding up to WEIGHT_ONE). */
export interface Weights {
  /** The first source pixel of each. */
  readonly first: Int32Array;
  /** Each has `pairs` x 2 weights, padded with zeros. */
  readonly pairs: number;
  readonly values: Int16Array;
  /** The source pixels that are needed at all, from `start` to before `end`. */
  readonly start: number;
  readonly end: number;
}

/**
 * Weights of `count` pixels from `offset` on, of a line of `from` pixels scaled to `to`. Pixels' centres lie at n + 0.5. When a line
 * shrinks the filter widens with it, so that every source pixel counts (antialiasing, as in Pillow and libvips; OpenCV's
 * INTER_LINEAR skips pixels instead).
 */
export function resampleWeights(from: number, to: number, offset: number, count: number, interpolation: Interpolation): Weights {
  const scale = from / to;
  const stretch = Math.max(1, scale);
  const { support, weight } = filters[interpolation];
  const reach = support * stretch;
  const pairs = Math.max(1, Math.ceil(Math.ceil(2 * reach) / 2));
  const first = new Int32Array(count);
  const values = new Int16Array(count * pairs * 2);
  const taps = new Float64Array(pairs * 2);
  let start = from;
  let end = 0;
  for (let i = 0; i < count; i++) {
    const centre = (offset + i + 0.5) * scale;
    const low = Math.min(from - 1, Math.max(0, Math.floor(reach === 0 ? centre : centre - reach + 0.5)));
    const length = Math.min(pairs * 2, Math.max(1, Math.min(from, Math.floor(centre + reach + 0.5)) - low));
    for (let j = 0; j < length; j++) taps[j] = length === 1 ? 1 : weight((low + j + 0.5 - centre) / stretch);
    writeWhole(taps, length, values, i * pairs * 2);
    first[i] = low;
    start = Math.min(start, low);
    end = Math.max(end, low + length);
  }
  return { first, pairs, values, start, end };
}

/** Writes the first `length` weights as whole numbers that add up to WEIGHT_ONE; the largest takes what rounding leaves. */
function writeWhole(taps: Float64Array, length: number, values: Int16Array, at: number): void {
  let total = 0;
  for (let j = 0; j < length; j++) total += taps[j]!;
  let left = WEIGHT_ONE;
  let largest = 0;
  for (let j = 0; j < length; j++) {
    const whole = Math.round((taps[j]! / total) * WEIGHT_ONE);
    values[at + j] = whole;
    left -= whole;
    if (whole > values[at + largest]!) largest = j;
  }
  values[at + largest]! += left;
}
