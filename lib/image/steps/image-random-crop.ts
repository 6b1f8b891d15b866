import { checkPixels } from '../check.js';
import { croppedShape, cropTo } from '../crop-to.js';
import type { CropOptions } from '../crop-to.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';
import type { Shape } from '../preprocessing.js';
import { randomIndex } from '../random.js';
import type { Random } from '../random.js';

/**
 * Keeps `cropWidth` x `cropHeight` pixels at a random place, every place as likely. Of a smaller image all is kept, unless `isClip`
 * is false: then it is an error.
 */
export class ImageRandomCrop extends ImageStep {
  static override readonly parameters = ['cropWidth', 'cropHeight'];
  readonly step = 'ImageRandomCrop';
  readonly #width: number;
  readonly #height: number;
  readonly #options: CropOptions;

  constructor(cropWidth: number, cropHeight: number, options: CropOptions = {}) {
    super({ cropWidth, cropHeight, ...options });
    checkPixels('ImageRandomCrop.cropWidth', cropWidth);
    checkPixels('ImageRandomCrop.cropHeight', cropHeight);
    [this.#width, this.#height, this.#options] = [cropWidth, cropHeight, options];
  }

  protected override transform(image: ImageFeature, random: Random): void {
    const top = randomIndex(random, Math.max(0, image.height - this.#height) + 1);
    const left = randomIndex(random, Math.max(0, image.width - this.#width) + 1);
    cropTo(image, [left, top, left + this.#width, top + this.#height], this.#options);
  }

  override outputShape(input: Shape): Shape {
    return croppedShape(input, this.#width, this.#height);
  }
}
