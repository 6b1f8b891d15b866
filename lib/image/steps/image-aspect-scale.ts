import { aspectScale } from '../aspect-scale.js';
import type { AspectScaleOptions } from '../aspect-scale.js';
import { check, checkNumber, checkOneOf, checkPixels } from '../check.js';
import { interpolations } from '../filter.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';
import type { ResizeOptions } from './image-resize.js';

/**
 * Resizes so that the shorter side measures `minSize` pixels and the proportions stay, unless the longer side would then be
 * longer than `maxSize` (1000).
 */
export class ImageAspectScale extends ImageStep {
  static override readonly parameters = ['minSize'];
  readonly step = 'ImageAspectScale';
  readonly #minSize: number;
  readonly #options: AspectScaleOptions & ResizeOptions;

  constructor(minSize: number, options: AspectScaleOptions & ResizeOptions = {}) {
    super({ minSize, ...options });
    const { scaleMultipleOf = 1, maxSize = 1000, minScale, interpolation = 'linear' } = options;
    checkPixels('ImageAspectScale.minSize', minSize);
    checkPixels('ImageAspectScale.scaleMultipleOf', scaleMultipleOf);
    checkPixels('ImageAspectScale.maxSize', maxSize);
    checkOneOf('ImageAspectScale.interpolation', interpolation, interpolations);
    if (minScale !== undefined) {
      checkNumber('ImageAspectScale.minScale', minScale);
      check(minScale > 0, 'ImageAspectScale.minScale', 'more than 0', minScale);
    }
    [this.#minSize, this.#options] = [minSize, options];
  }

  protected override transform(image: ImageFeature): Promise<void> {
    const { width, height } = aspectScale(image, this.#minSize, this.#options);
    return image.resize(width, height, this.#options.interpolation ?? 'linear');
  }

  override outputShape(): undefined {
    return undefined;
  }
}
