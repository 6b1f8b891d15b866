import { checkPixels } from '../check.js';
import { croppedShape, cropTo } from '../crop-to.js';
import type { CropOptions } from '../crop-to.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';
import type { Shape } from '../preprocessing.js';

/** Keeps `cropWidth` x `cropHeight` pixels of the middle. Of a smaller image all is kept, unless `isClip` is false: then it is an error. */
export class ImageCenterCrop extends ImageStep {
  static override readonly parameters = ['cropWidth', 'cropHeight'];
  readonly step = 'ImageCenterCrop';
  readonly #width: number;
  readonly #height: number;
  readonly #options: CropOptions;

  constructor(cropWidth: number, cropHeight: number, options: CropOptions = {}) {
    super({ cropWidth, cropHeight, ...options });
    checkPixels('ImageCenterCrop.cropWidth', cropWidth);
    checkPixels('ImageCenterCrop.cropHeight', cropHeight);
    [this.#width, this.#height, this.#options] = [cropWidth, cropHeight, options];
  }

  protected override transform(image: ImageFeature): void {
    const left = (image.width - this.#width) / 2;
    const top = (image.height - this.#height) / 2;
    cropTo(image, [left, top, left + this.#width, top + this.#height], this.#options);
  }

  override outputShape(input: Shape): Shape {
    return croppedShape(input, this.#width, this.#height);
  }
}
