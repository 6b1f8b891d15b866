import { checkRange } from '../check.js';
import { changeHsv } from '../hsv.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';
import { uniform } from '../random.js';
import type { Random } from '../random.js';

/** Multiplies the saturation by a number drawn from [deltaLow, deltaHigh), 0 or more. Before the image is normalised. */
export class ImageSaturation extends ImageStep {
  static override readonly parameters = ['deltaLow', 'deltaHigh'];
  readonly step = 'ImageSaturation';
  readonly #low: number;
  readonly #high: number;

  constructor(deltaLow: number, deltaHigh: number) {
    super({ deltaLow, deltaHigh });
    checkRange('ImageSaturation', 'deltaLow', deltaLow, 'deltaHigh', deltaHigh, 0);
    [this.#low, this.#high] = [deltaLow, deltaHigh];
  }

  protected override async transform(image: ImageFeature, random: Random): Promise<void> {
    const factor = uniform(random, this.#low, this.#high);
    changeHsv(await image.bytes(), 0, factor);
  }
}
