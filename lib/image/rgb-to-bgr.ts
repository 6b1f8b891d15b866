/** The pixels with red and blue exchanged, in place: OpenCV's order from ours, or back. */
export function rgbToBgr(pixels: Uint8Array): Uint8Array {
  for (let i = 0; i + 2 < pixels.length; i += 3) {
    const red = pixels[i]!;
    pixels[i] = pixels[i + 2]!;
    pixels[i + 2] = red;
  }
  return pixels;
}
