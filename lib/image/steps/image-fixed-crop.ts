import { check, checkNumber } from '../check.js';
import { cropRect, cropTo } from '../crop-to.js';
import type { Corners, CropOptions } from '../crop-to.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';
import type { Shape } from '../preprocessing.js';
import type { Size } from '../resample.js';

export interface FixedCropOptions extends CropOptions {
  /** Whether the corners are parts of the width and height, 0 to 1 (true), or pixels. */
  readonly normalized?: boolean;
}

/** Keeps the rectangle from (x1, y1) to (x2, y2). */
export class ImageFixedCrop extends ImageStep {
  static override readonly parameters = ['x1', 'y1', 'x2', 'y2'];
  readonly step = 'ImageFixedCrop';
  readonly #corners: Corners;
  readonly #options: FixedCropOptions;

  constructor(x1: number, y1: number, x2: number, y2: number, options: FixedCropOptions = {}) {
    super({ x1, y1, x2, y2, ...options });
    for (const [name, value] of Object.entries({ x1, y1, x2, y2 })) checkNumber(`ImageFixedCrop.${name}`, value);
    check(x2 > x1, 'ImageFixedCrop.x2', `more than x1 (${x1})`, x2);
    check(y2 > y1, 'ImageFixedCrop.y2', `more than y1 (${y1})`, y2);
    [this.#corners, this.#options] = [[x1, y1, x2, y2], options];
  }

  protected override transform(image: ImageFeature): void {
    cropTo(image, this.#pixelsOf(image), this.#options);
  }

  /** The corners in pixels: products of 32-bit floats, as in BigDL, so that 0.57 of 100 pixels are 57 and not 56.99…. */
  #pixelsOf({ width, height }: Size): Corners {
    if (this.#options.normalized === false) return this.#corners;
    const [x1, y1, x2, y2] = this.#corners;
    const part = (value: number, of: number): number => Math.fround(Math.fround(value) * of);
    return [part(x1, width), part(y1, height), part(x2, width), part(y2, height)];
  }

  override outputShape(input: Shape): Shape {
    if (input !== undefined) {
      const size = { width: input[1]!, height: input[0]! };
      const { width, height } = cropRect(size, this.#pixelsOf(size), this.#options);
      return [height, width, 3];
    }
    const [x1, y1, x2, y2] = this.#corners;
    const known = this.#options.normalized === false && x1 >= 0 && y1 >= 0;
    return known ? [Math.trunc(y2 - y1), Math.trunc(x2 - x1), 3] : undefined;
  }
}
