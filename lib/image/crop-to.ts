import type { ImageFeature } from './image-feature.js';
import type { Shape } from './preprocessing.js';
import type { Rect, Size } from './resample.js';

export interface CropOptions {
  /** Whether what reaches out of the image is left away (true); else it is an error. */
  readonly isClip?: boolean;
}

/** The corners of a rectangle: x1, y1, x2, y2. */
export type Corners = readonly [number, number, number, number];

/** Keeps the pixels from (x1, y1) to before (x2, y2), fractions cut off as in BigDL. */
export function cropTo(image: ImageFeature, corners: Corners, options: CropOptions): void {
  image.crop(cropRect(image, corners, options));
}

/** What `cropTo` keeps of an image of this size. */
export function cropRect({ width, height }: Size, [x1, y1, x2, y2]: Corners, { isClip = true }: CropOptions): Rect {
  const within = (value: number, size: number): number => (isClip ? Math.min(Math.max(value, 0), size) : value);
  const [left, right] = [within(x1, width), within(x2, width)];
  const [top, bottom] = [within(y1, height), within(y2, height)];
  return { left: Math.trunc(left), top: Math.trunc(top), width: Math.trunc(right - left), height: Math.trunc(bottom - top) };
}

/** The shape after a crop: what is asked for, or less of an image known to be smaller. */
export const croppedShape = (input: Shape, width: number, height: number): Shape => [
  Math.min(height, input?.[0] ?? height),
  Math.min(width, input?.[1] ?? width),
  3,
];
