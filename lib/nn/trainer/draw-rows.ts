import { seededRandom } from './seeded-random.js';

/**
 * Noise for the rows of a share, told by seed, step, number of the draw in the step, and place of the row in the batch. The first
 * dimension of `shape` is the rows, or 1 where all rows share their noise.
 */
export function drawRows(
  kind: 'uniform' | 'normal',
  shape: readonly number[],
  from: number,
  seed: number,
  step: number,
  draw: number,
): Float32Array {
  const [rows = 1, ...rest] = shape;
  const width = rest.reduce((product, size) => product * size, 1);
  const values = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const random = seededRandom(seed, step, draw, from + row);
    const next = kind === 'uniform' ? random : () => normal(random);
    for (let i = 0; i < width; i++) values[row * width + i] = next();
  }
  return values;
}

/** A standard normal draw, by Box and Muller. */
const normal = (random: () => number): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
