import type { ImageFeature } from './image-feature.js';

/** A byte: rounded, and held between 0 and 255 (OpenCV's saturate_cast). */
export const saturate = (value: number): number => (value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value));

/** Gives each number of the image what `change` makes of it: saturated bytes, or plain floats once the image is normalised. */
export async function mapPixels(image: ImageFeature, change: (value: number) => number): Promise<void> {
  if (image.isBytes) {
    const table = Uint8Array.from({ length: 256 }, (_, byte) => saturate(change(byte)));
    const pixels = await image.bytes();
    for (let i = 0; i < pixels.length; i++) pixels[i] = table[pixels[i]!]!;
  } else {
    const pixels = await image.floats();
    for (let i = 0; i < pixels.length; i++) pixels[i] = change(pixels[i]!);
  }
}
