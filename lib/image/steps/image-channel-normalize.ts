import { check, checkNumber } from '../check.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';

/** Makes floats of the pixels: (value - mean) / std, by channel. Red, green and blue are the first, second and third channel. */
export class ImageChannelNormalize extends ImageStep {
  static override readonly parameters = ['meanR', 'meanG', 'meanB', 'stdR', 'stdG', 'stdB'];
  readonly step = 'ImageChannelNormalize';
  readonly #means: readonly [number, number, number];
  readonly #stds: readonly [number, number, number];

  constructor(meanR: number, meanG: number, meanB: number, stdR = 1, stdG = 1, stdB = 1) {
    super({ meanR, meanG, meanB, stdR, stdG, stdB });
    for (const [name, value] of Object.entries({ meanR, meanG, meanB })) checkNumber(`ImageChannelNormalize.${name}`, value);
    for (const [name, value] of Object.entries({ stdR, stdG, stdB })) {
      checkNumber(`ImageChannelNormalize.${name}`, value);
      check(value !== 0, `ImageChannelNormalize.${name}`, 'other than 0', value);
    }
    [this.#means, this.#stds] = [
      [meanR, meanG, meanB],
      [stdR, stdG, stdB],
    ];
  }

  protected override transform(image: ImageFeature): void {
    image.normalize(this.#means, this.#stds);
  }
}
