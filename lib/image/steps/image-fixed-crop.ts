import { check, checkNumber } from '../check.js';
import { cropTo } from '../crop-to.js';
import type { CropOptions } from '../crop-to.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';
import type { Shape } from '../preprocessing.js';

export interface FixedCropOptions extends CropOptions {
  /** Whether the corners are parts of the width and height, 0 to 1 (true), or pixels. */
  readonly normalized?: boolean;
}

/** Keeps the rectangle from (x1, y1) to (x2, y2). */
export class ImageFixedCrop extends ImageStep {
  static override readonly parameters = ['x1', 'y1', 'x2', 'y2'];
  readonly step = 'ImageFixedCrop';
  readonly #corners: readonly [number, number, number, number];
  readonly #options: FixedCropOptions;

  constructor(x1: number, y1: number, x2: number, y2: number, options: FixedCropOptions = {}) {
    super({ x1, y1, x2, y2, ...options });
    for (const [name, value] of Object.entries({ x1, y1, x2, y2 })) checkNumber(`ImageFixedCrop.${name}`, value);
    check(x2 > x1, 'ImageFixedCrop.x2', `more than x1 (${x1})`, x2);
    check(y2 > y1, 'ImageFixedCrop.y2', `more than y1 (${y1})`, y2);
    [this.#corners, this.#options] = [[x1, y1, x2, y2], options];
  }

  protected override transform(image: ImageFeature): void {
    const [x1, y1, x2, y2] = this.#corners;
    const [width, height] = this.#options.normalized === false ? [1, 1] : [image.width, image.height];
    cropTo(image, x1 * width, y1 * height, x2 * width, y2 * height, this.#options);
  }

  override outputShape(): Shape {
    const [x1, y1, x2, y2] = this.#corners;
    const known = this.#options.normalized === false && x1 >= 0 && y1 >= 0;
    return known ? [Math.trunc(y2 - y1), Math.trunc(x2 - x1), 3] : undefined;
  }
}
