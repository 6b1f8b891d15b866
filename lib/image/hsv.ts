import { saturate } from './edit-pixels.js';

/** OpenCV's fixed-point divisions of its 8-bit RGB to HSV conversion. */
const SATURATION = Int32Array.from({ length: 256 }, (_, i) => (i === 0 ? 0 : Math.round((255 << 12) / i)));
const HUE = Int32Array.from({ length: 256 }, (_, i) => (i === 0 ? 0 : Math.round((180 << 12) / (6 * i))));

/**
 * Changes hue (0 to 179, degrees halved) and saturation (0 to 255) of RGB bytes in place, by way of OpenCV's 8-bit HSV, whose
 * rounding is kept. Both results are held between 0 and 255, as BigDL does by its saturating cast; a hue of 180 and more goes round.
 */
export function changeHsv(pixels: Uint8Array, hueShift: number, saturationFactor: number): void {
  for (let i = 0; i < pixels.length; i += 3) {
    const [r, g, b] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!];
    const value = Math.max(r, g, b);
    const range = value - Math.min(r, g, b);
    const saturation = (range * SATURATION[value]! + (1 << 11)) >> 12;
    const sector = value === r ? g - b : value === g ? b - r + 2 * range : r - g + 4 * range;
    const hue = (sector * HUE[range]! + (1 << 11)) >> 12;
    writeRgb(pixels, i, saturate((hue < 0 ? hue + 180 : hue) + hueShift), saturate(saturation * saturationFactor) / 255, value);
  }
}

function writeRgb(pixels: Uint8Array, at: number, hue: number, saturation: number, value: number): void {
  const turn = (hue / 30) % 6;
  const sector = Math.floor(turn);
  const part = turn - sector;
  const low = saturate(value * (1 - saturation));
  const falling = saturate(value * (1 - saturation * part));
  const rising = saturate(value * (1 - saturation * (1 - part)));
  const put = (r: number, g: number, b: number): void => {
    pixels[at] = r;
    pixels[at + 1] = g;
    pixels[at + 2] = b;
  };
  if (sector === 0) put(value, rising, low);
  else if (sector === 1) put(falling, value, low);
  else if (sector === 2) put(low, value, rising);
  else if (sector === 3) put(low, falling, value);
  else if (sector === 4) put(rising, low, value);
  else put(value, low, falling);
}
