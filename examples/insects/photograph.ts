import type { Random } from './random.js';

/** Pixels of a picture, red, green and blue interleaved. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** What a poor camera makes of a drawing: out of focus, over- or underexposed, grainy. */
export async function photograph(random: Random, svg: string): Promise<Pixels> {
  const { default: sharp } = await import('sharp');
  const drawing = sharp(Buffer.from(svg)).flatten();
  const blurred = random.chance(0.5) ? drawing.blur(random.uniform(0.4, 1.3)) : drawing;
  const { data, info } = await blurred.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const gain = random.uniform(0.75, 1.25);
  const offset = random.uniform(-22, 22);
  const grain = random.uniform(1, 11);
  // A few hundred grains drawn once and walked with odd steps: one bell-curve draw a pixel would take longer than the drawing.
  const grains = Float32Array.from({ length: 1021 }, () => random.normal() * grain);
  const step = random.integer(1, 1020);
  const pixels = new Uint8ClampedArray(data.length);
  for (let i = 0, at = 0; i < pixels.length; i++) {
    at += step + ((data[i]! * 7 + i * 13) % 31);
    pixels[i] = (data[i]! - 128) * gain + 128 + offset + grains[at % 1021]!;
  }
  return { data: new Uint8Array(pixels.buffer), width: info.width, height: info.height };
}
