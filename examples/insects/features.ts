import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inputSide } from './backbone.js';

/** One row of numbers a picture. */
export type Feature = (jpeg: Buffer) => Promise<ArrayLike<number>>;

/** What can be said of a picture without seeing what is on it: mean and spread of red, green and blue, and the size of the file. */
export async function colourAndSize(jpeg: Buffer): Promise<number[]> {
  const { default: sharp } = await import('sharp');
  const { channels } = await sharp(jpeg).stats();
  return [...channels.slice(0, 3).flatMap(({ mean, stdev }) => [mean, stdev]), jpeg.length];
}

/** The pixels of a picture shrunk to 32 by 32. */
export async function smallPixels(jpeg: Buffer): Promise<Float32Array> {
  const { default: sharp } = await import('sharp');
  return Float32Array.from(await sharp(jpeg).resize(32, 32).removeAlpha().raw().toBuffer(), (value) => (value - 127) / 128);
}

/** What the backbone takes: the middle of a picture, planes of red, green and blue. */
export async function backboneInput(jpeg: Buffer): Promise<Float32Array> {
  const { default: sharp } = await import('sharp');
  const side = Math.round((inputSide * 8) / 7);
  const edge = (side - inputSide) >> 1;
  const window = { left: edge, top: edge, width: inputSide, height: inputSide };
  const pixels = await sharp(jpeg).resize(side, side, { fit: 'fill' }).extract(window).removeAlpha().raw().toBuffer();
  const plane = inputSide * inputSide;
  return Float32Array.from({ length: 3 * plane }, (_, i) => (pixels[(i % plane) * 3 + Math.floor(i / plane)]! - 127) / 128);
}

/** Rows of features, and for each the place of its folder among `classes`. */
export interface Rows {
  readonly x: readonly ArrayLike<number>[];
  readonly y: readonly number[];
}

/** The features of every picture in FOLDER/CLASS. */
export async function rowsOf(folder: string, classes: readonly string[], feature: Feature): Promise<Rows> {
  const x: ArrayLike<number>[] = [];
  const y: number[] = [];
  for (const [label, name] of classes.entries()) {
    for (const file of (await readdir(join(folder, name))).sort()) {
      x.push(await feature(await readFile(join(folder, name, file))));
      y.push(label);
    }
  }
  return { x, y };
}
