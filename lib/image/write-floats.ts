import type { Output, View } from './resample.js';

/** Writes the crop of RGB floats (which are not scaled), flipped, normalised and laid out. */
export function writeFloats(pixels: Float32Array, view: View, output: Output, target: Float32Array, offset: number): void {
  const { rect, crop, flipX, flipY } = view;
  const { means, divisors, format, bgr } = output;
  const plane = format === 'NCHW' ? crop.width * crop.height : 1;
  const step = format === 'NCHW' ? 1 : 3;
  for (let c = 0; c < 3; c++) {
    let to = offset + (bgr ? 2 - c : c) * plane;
    for (let y = 0; y < crop.height; y++) {
      const row = crop.top + (flipY ? crop.height - 1 - y : y);
      for (let x = 0; x < crop.width; x++, to += step) {
        const column = crop.left + (flipX ? crop.width - 1 - x : x);
        target[to] = (pixels[(row * rect.width + column) * 3 + c]! - means[c]!) / divisors[c]!;
      }
    }
  }
}
