import { check, checkBetween } from '../check.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';

/** Fills a rectangle, given in parts of width and height (0 to 1), with `value` (255). Before the image is normalised. */
export class ImageFiller extends ImageStep {
  static override readonly parameters = ['startX', 'startY', 'endX', 'endY', 'value'];
  readonly step = 'ImageFiller';
  readonly #part: readonly [number, number, number, number];
  readonly #value: number;

  constructor(startX: number, startY: number, endX: number, endY: number, value = 255) {
    super({ startX, startY, endX, endY, value });
    for (const [name, part] of Object.entries({ startX, startY, endX, endY })) checkBetween(`ImageFiller.${name}`, part, 0, 1);
    check(endX > startX, 'ImageFiller.endX', `more than startX (${startX})`, endX);
    check(endY > startY, 'ImageFiller.endY', `more than startY (${startY})`, endY);
    checkBetween('ImageFiller.value', value, 0, 255);
    [this.#part, this.#value] = [[startX, startY, endX, endY], value];
  }

  protected override async transform(image: ImageFeature): Promise<void> {
    const [startX, startY, endX, endY] = this.#part;
    const pixels = await image.bytes();
    const { width, height } = image;
    for (let y = Math.ceil(startY * height); y < Math.ceil(endY * height); y++) {
      pixels.fill(this.#value, (y * width + Math.ceil(startX * width)) * 3, (y * width + Math.ceil(endX * width)) * 3);
    }
  }
}
