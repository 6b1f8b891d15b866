import { checkOneOf, checkPixels } from '../check.js';
import { interpolations } from '../filter.js';
import type { Interpolation } from '../filter.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';
import type { Shape } from '../preprocessing.js';

/** How a step that resizes does it. */
export interface ResizeOptions {
  /** `linear` unless told otherwise. Shrinking is antialiased with every one but `nearest`. */
  readonly interpolation?: Interpolation;
}

/** Resizes to exactly `height` x `width` pixels; the image's proportions are not kept. */
export class ImageResize extends ImageStep {
  static override readonly parameters = ['height', 'width'];
  readonly step = 'ImageResize';
  readonly #height: number;
  readonly #width: number;
  readonly #interpolation: Interpolation;

  constructor(height: number, width: number, { interpolation = 'linear' }: ResizeOptions = {}) {
    super({ height, width, interpolation });
    checkPixels('ImageResize.height', height);
    checkPixels('ImageResize.width', width);
    checkOneOf('ImageResize.interpolation', interpolation, interpolations);
    [this.#height, this.#width, this.#interpolation] = [height, width, interpolation];
  }

  protected override transform(image: ImageFeature): Promise<void> {
    return image.resize(this.#width, this.#height, this.#interpolation);
  }

  override outputShape(): Shape {
    return [this.#height, this.#width, 3];
  }
}
