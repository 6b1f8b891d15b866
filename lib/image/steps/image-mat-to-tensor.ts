import { checkOneOf } from '../check.js';
import { ImageStep } from '../image-step.js';
import { ImageTensor } from '../image-tensor.js';
import type { ImageFeature } from '../image-feature.js';
import type { Shape } from '../preprocessing.js';

export interface MatToTensorOptions {
  /** Whether channels are red, green, blue (true, which is how images have them here), or blue, green, red. */
  readonly toRGB?: boolean;
  /** Channels first (`NCHW`, the default), or last. */
  readonly format?: 'NCHW' | 'NHWC';
}

/**
 * Makes a float tensor of an image: [3, height, width], or [height, width, 3]. Unlike BigDL, whose pixels are BGR until told
 * otherwise, channels come as RGB unless `toRGB` is false.
 */
export class ImageMatToTensor extends ImageStep {
  readonly step = 'ImageMatToTensor';
  readonly #bgr: boolean;
  readonly #format: 'NCHW' | 'NHWC';

  constructor({ toRGB = true, format = 'NCHW' }: MatToTensorOptions = {}) {
    super({ toRGB, format });
    checkOneOf('ImageMatToTensor.toRGB', toRGB, [true, false]);
    checkOneOf('ImageMatToTensor.format', format, ['NCHW', 'NHWC']);
    [this.#bgr, this.#format] = [!toRGB, format];
  }

  override async apply(value: unknown): Promise<ImageTensor> {
    const image = this.expectImage(value);
    const layout = { format: this.#format, bgr: this.#bgr };
    return new ImageTensor(image, this.#format, (target, offset) => this.withinStep(image, () => image.write(layout, target, offset)));
  }

  protected override transform(_image: ImageFeature): void {
    // An image leaves the chain here: `apply` gives a tensor in its place.
  }

  override outputShape(input: Shape): Shape {
    if (input === undefined) return undefined;
    const [height, width] = input as [number, number];
    return this.#format === 'NCHW' ? [3, height, width] : [height, width, 3];
  }
}
