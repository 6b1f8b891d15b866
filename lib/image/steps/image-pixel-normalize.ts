import { ExecutionError } from '#lib/errors.js';
import { check } from '../check.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';

/** Subtracts a mean image: `means` has height x width x 3 numbers, pixel by pixel. */
export class ImagePixelNormalize extends ImageStep {
  static override readonly parameters = ['means'];
  readonly step = 'ImagePixelNormalize';
  readonly #means: Float32Array;

  constructor(means: ArrayLike<number>) {
    super({ means: Array.from(means) });
    this.#means = Float32Array.from(means);
    check(
      means.length > 0 && this.#means.every(Number.isFinite),
      'ImagePixelNormalize.means',
      'numbers, at least one',
      `${means.length} values`,
    );
  }

  protected override async transform(image: ImageFeature): Promise<void> {
    const count = image.width * image.height * 3;
    if (count !== this.#means.length) {
      throw new ExecutionError(
        'IMAGE_MEANS_SIZE',
        `means must have a number for each of ${image.height} x ${image.width} x 3 values; got ${this.#means.length}. Resize the image before.`,
      );
    }
    const pixels = await image.floats();
    for (let i = 0; i < count; i++) pixels[i]! -= this.#means[i]!;
  }
}
