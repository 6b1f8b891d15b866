import { binary, field, integer, string, struct } from '#lib/types/data-type.js';

/** `mode` of a row whose `data` are the bytes of an image file as they are; pixels are decoded in the workers. */
export const ENCODED = -1;

/** OpenCV's types of raw pixels: rows of bytes, grey, BGR or BGRA, as in Spark's image source. */
export const CV_8UC1 = 0;
export const CV_8UC3 = 16;
export const CV_8UC4 = 24;

/** Spark's image column: `image: struct<origin, height, width, nChannels, mode, data>`. */
export const imageType = struct([
  field('origin', string),
  field('height', integer),
  field('width', integer),
  field('nChannels', integer),
  field('mode', integer),
  field('data', binary),
]);

/** The schema of a DataFrame of images. */
export const imageSchema = struct([field('image', imageType)]);

/** An image as a value of JavaScript. `data` is bytes of a file (mode -1) or raw pixels (OpenCV's modes). */
export interface ImageRow {
  readonly origin: string | null;
  readonly height: number;
  readonly width: number;
  readonly nChannels: number;
  readonly mode: number;
  readonly data: Uint8Array;
}
