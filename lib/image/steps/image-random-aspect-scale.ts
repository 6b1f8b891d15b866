import { aspectScale } from '../aspect-scale.js';
import type { AspectScaleOptions } from '../aspect-scale.js';
import { check, checkPixels } from '../check.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';
import { randomIndex } from '../random.js';
import type { Random } from '../random.js';

/** `ImageAspectScale` with a `minSize` drawn from `scales`, each as likely. */
export class ImageRandomAspectScale extends ImageStep {
  static override readonly parameters = ['scales'];
  readonly step = 'ImageRandomAspectScale';
  readonly #scales: readonly number[];
  readonly #options: AspectScaleOptions;

  constructor(scales: readonly number[], options: Pick<AspectScaleOptions, 'scaleMultipleOf' | 'maxSize'> = {}) {
    super({ scales, ...options });
    check(Array.isArray(scales) && scales.length > 0, 'ImageRandomAspectScale.scales', 'a list of sizes, at least one', scales);
    for (const scale of scales) checkPixels('ImageRandomAspectScale.scales', scale);
    checkPixels('ImageRandomAspectScale.scaleMultipleOf', options.scaleMultipleOf ?? 1);
    checkPixels('ImageRandomAspectScale.maxSize', options.maxSize ?? 1000);
    [this.#scales, this.#options] = [scales, options];
  }

  protected override transform(image: ImageFeature, random: Random): Promise<void> {
    const { width, height } = aspectScale(image, this.#scales[randomIndex(random, this.#scales.length)]!, this.#options);
    return image.resize(width, height, 'linear');
  }

  override outputShape(): undefined {
    return undefined;
  }
}
