import { checkBetween, checkRange } from '../check.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';
import { randomIndex, uniform } from '../random.js';
import type { Random } from '../random.js';

export interface ExpandOptions {
  readonly meansR?: number;
  readonly meansG?: number;
  readonly meansB?: number;
  readonly minExpandRatio?: number;
  readonly maxExpandRatio?: number;
}

/**
 * Puts the image at a random place of a larger one, whose sides are longer by a ratio drawn from [minExpandRatio (1), maxExpandRatio (4)),
 * filled with a colour (123, 117, 104). Before the image is normalised.
 */
export class ImageExpand extends ImageStep {
  readonly step = 'ImageExpand';
  readonly #colour: readonly [number, number, number];
  readonly #least: number;
  readonly #most: number;

  constructor(options: ExpandOptions = {}) {
    const { meansR = 123, meansG = 117, meansB = 104, minExpandRatio = 1, maxExpandRatio = 4 } = options;
    super({ meansR, meansG, meansB, minExpandRatio, maxExpandRatio });
    for (const [name, value] of Object.entries({ meansR, meansG, meansB })) checkBetween(`ImageExpand.${name}`, value, 0, 255);
    checkRange('ImageExpand', 'minExpandRatio', minExpandRatio, 'maxExpandRatio', maxExpandRatio, 1);
    [this.#colour, this.#least, this.#most] = [[meansR, meansG, meansB], minExpandRatio, maxExpandRatio];
  }

  protected override async transform(image: ImageFeature, random: Random): Promise<void> {
    const ratio = uniform(random, this.#least, this.#most);
    const { width: oldWidth, height: oldHeight } = image;
    const [width, height] = [Math.trunc(oldWidth * ratio), Math.trunc(oldHeight * ratio)];
    const top = randomIndex(random, height - oldHeight + 1);
    const left = randomIndex(random, width - oldWidth + 1);
    const old = await image.bytes();
    const pixels = new Uint8Array(width * height * 3);
    for (let i = 0; i < pixels.length; i += 3) pixels.set(this.#colour, i);
    for (let y = 0; y < oldHeight; y++) {
      pixels.set(old.subarray(y * oldWidth * 3, (y + 1) * oldWidth * 3), ((top + y) * width + left) * 3);
    }
    image.replace(pixels, { width, height });
  }

  override outputShape(): undefined {
    return undefined;
  }
}
