import type { ImageFeature } from './image-feature.js';
import type { TensorValue } from './tensor-value.js';

/** An image as the tensor that it becomes; its pixels are computed when it is written. */
export class ImageTensor implements TensorValue {
  readonly shape: readonly number[];
  readonly origin: string;
  readonly #write: TensorValue['write'];

  constructor(image: ImageFeature, format: 'NCHW' | 'NHWC', write: TensorValue['write']) {
    this.origin = image.origin;
    this.shape = format === 'NCHW' ? [3, image.height, image.width] : [image.height, image.width, 3];
    this.#write = write;
  }

  write(target: Float32Array, offset: number): Promise<void> | void {
    return this.#write(target, offset);
  }
}
