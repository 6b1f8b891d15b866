import { checkRange } from '../check.js';
import { changeHsv } from '../hsv.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';
import { uniform } from '../random.js';
import type { Random } from '../random.js';

/** Adds a number drawn from [deltaLow, deltaHigh) to the hue, in OpenCV's units: 180 are a full turn. Before the image is normalised. */
export class ImageHue extends ImageStep {
  static override readonly parameters = ['deltaLow', 'deltaHigh'];
  readonly step = 'ImageHue';
  readonly #low: number;
  readonly #high: number;

  constructor(deltaLow: number, deltaHigh: number) {
    super({ deltaLow, deltaHigh });
    checkRange('ImageHue', 'deltaLow', deltaLow, 'deltaHigh', deltaHigh);
    [this.#low, this.#high] = [deltaLow, deltaHigh];
  }

  protected override async transform(image: ImageFeature, random: Random): Promise<void> {
    const delta = uniform(random, this.#low, this.#high);
    changeHsv(await image.bytes(), delta, 1);
  }
}
