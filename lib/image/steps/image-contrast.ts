import { checkRange } from '../check.js';
import { mapPixels } from '../edit-pixels.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';
import { uniform } from '../random.js';
import type { Random } from '../random.js';

/** Multiplies every value by a number drawn from [deltaLow, deltaHigh), 0 or more; bytes stay within 0 to 255. */
export class ImageContrast extends ImageStep {
  static override readonly parameters = ['deltaLow', 'deltaHigh'];
  readonly step = 'ImageContrast';
  readonly #low: number;
  readonly #high: number;

  constructor(deltaLow: number, deltaHigh: number) {
    super({ deltaLow, deltaHigh });
    checkRange('ImageContrast', 'deltaLow', deltaLow, 'deltaHigh', deltaHigh, 0);
    [this.#low, this.#high] = [deltaLow, deltaHigh];
  }

  protected override transform(image: ImageFeature, random: Random): Promise<void> {
    const factor = uniform(random, this.#low, this.#high);
    return mapPixels(image, (value) => value * factor);
  }
}
