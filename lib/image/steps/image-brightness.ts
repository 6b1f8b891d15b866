import { checkRange } from '../check.js';
import { mapPixels } from '../edit-pixels.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';
import { uniform } from '../random.js';
import type { Random } from '../random.js';

/** Adds a number drawn from [deltaLow, deltaHigh) to every value; bytes stay within 0 to 255. */
export class ImageBrightness extends ImageStep {
  static override readonly parameters = ['deltaLow', 'deltaHigh'];
  readonly step = 'ImageBrightness';
  readonly #low: number;
  readonly #high: number;

  constructor(deltaLow: number, deltaHigh: number) {
    super({ deltaLow, deltaHigh });
    checkRange('ImageBrightness', 'deltaLow', deltaLow, 'deltaHigh', deltaHigh);
    [this.#low, this.#high] = [deltaLow, deltaHigh];
  }

  protected override transform(image: ImageFeature, random: Random): Promise<void> {
    const delta = uniform(random, this.#low, this.#high);
    return mapPixels(image, (value) => value + delta);
  }
}
