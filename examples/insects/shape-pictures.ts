import { photograph } from './photograph.js';
import { Random } from './random.js';
import { scene } from './scene.js';
import { shapes } from './shapes.js';

/** Pictures of shapes, `side` by `side` pixels of red, green and blue, one after the other, and which shape each shows. */
export interface ShapePictures {
  readonly side: number;
  readonly pixels: Uint8Array;
  readonly labels: Int32Array;
}

/** Draws `amount` pictures, as many of each shape; the same ones whenever the seed is the same. */
export async function shapePictures(amount: number, side: number, seed: number, onDrawn: (count: number) => void): Promise<ShapePictures> {
  const { default: sharp } = await import('sharp');
  const subjects = Object.values(shapes);
  const size = side * side * 3;
  const pixels = new Uint8Array(amount * size);
  const labels = Int32Array.from({ length: amount }, (_, i) => i % subjects.length);
  let next = 0;
  const draw = async (): Promise<void> => {
    for (let i = next++; i < amount; i = next++) {
      const random = new Random(seed * 1_000_003 + i * 7919);
      const { data, width, height } = await photograph(random, scene(random, subjects[labels[i]!]!));
      pixels.set(
        await sharp(data, { raw: { width, height, channels: 3 } })
          .resize(side, side)
          .raw()
          .toBuffer(),
        i * size,
      );
      onDrawn(i + 1);
    }
  };
  await Promise.all(Array.from({ length: 4 }, draw));
  return { side, pixels, labels };
}

/** Batches of square crops as floats, each turned, mirrored and shifted by chance; without `random`, straight from the middle. */
export function cropBatch({ side, pixels }: ShapePictures, rows: readonly number[], crop: number, random?: Random): Float32Array {
  const batch = new Float32Array(rows.length * crop * crop * 3);
  let at = 0;
  for (const row of rows) {
    const room = side - crop;
    const [left, top] = random === undefined ? [room >> 1, room >> 1] : [random.integer(0, room), random.integer(0, room)];
    const [mirrorX, mirrorY, swap] = [0, 1, 2].map(() => random?.chance(0.5) ?? false);
    for (let y = 0; y < crop; y++) {
      for (let x = 0; x < crop; x++) {
        const u = mirrorX ? crop - 1 - x : x;
        const v = mirrorY ? crop - 1 - y : y;
        const from = ((row * side + top + (swap ? u : v)) * side + left + (swap ? v : u)) * 3;
        for (let channel = 0; channel < 3; channel++) batch[at++] = (pixels[from + channel]! - 127) / 128;
      }
    }
  }
  return batch;
}
