import type { Size } from './resample.js';

/** Whether an EXIF orientation lays the image on its side: width and height change places. */
export const swapsSides = (orientation: number): boolean => orientation >= 5;

/** Turns RGB pixels upright, in place, as EXIF orientation 1 to 8 asks. Gives the size that they have then. */
export function orientPixels(pixels: Uint8Array, { width, height }: Size, orientation: number): Size {
  if (orientation === 1) return { width, height };
  const stored = pixels.slice(0, width * height * 3);
  const swaps = swapsSides(orientation);
  const size = swaps ? { width: height, height: width } : { width, height };
  const mirrorX = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8;
  const mirrorY = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
  for (let y = 0, to = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, to += 3) {
      const [a, b] = swaps ? [y, x] : [x, y];
      const from = ((mirrorY ? height - 1 - b : b) * width + (mirrorX ? width - 1 - a : a)) * 3;
      pixels[to] = stored[from]!;
      pixels[to + 1] = stored[from + 1]!;
      pixels[to + 2] = stored[from + 2]!;
    }
  }
  return size;
}
