import type { ImageFeature } from './image-feature.js';
import type { Shape } from './preprocessing.js';

export interface CropOptions {
  /** Whether what reaches out of the image is left away (true); else it is an error. */
  readonly isClip?: boolean;
}

/** Keeps the pixels from (x1, y1) to before (x2, y2), fractions cut off as in BigDL. */
export function cropTo(image: ImageFeature, x1: number, y1: number, x2: number, y2: number, { isClip = true }: CropOptions): void {
  const within = (value: number, size: number): number => (isClip ? Math.min(Math.max(value, 0), size) : value);
  const [left, right] = [within(x1, image.width), within(x2, image.width)];
  const [top, bottom] = [within(y1, image.height), within(y2, image.height)];
  image.crop({ left: Math.trunc(left), top: Math.trunc(top), width: Math.trunc(right - left), height: Math.trunc(bottom - top) });
}

/** The shape after a crop: what is asked for, or less of an image known to be smaller. */
export const croppedShape = (input: Shape, width: number, height: number): Shape =>
  [Math.min(height, input?.[0] ?? height), Math.min(width, input?.[1] ?? width), 3];
