import { checkNumber, checkOneOf } from '../check.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';

export type NormType = 'minmax' | 'inf' | 'l1' | 'l2';

/**
 * Scales an image by its own values (cv::normalize): `minmax` (the default) so that they reach from `min` to `max`; `inf`, `l1` and `l2` so that
 * this norm of them is `min`. Gives floats. An image of one value only becomes `min` everywhere.
 */
export class PerImageNormalize extends ImageStep {
  static override readonly parameters = ['min', 'max'];
  readonly step = 'PerImageNormalize';
  readonly #min: number;
  readonly #max: number;
  readonly #norm: NormType;

  constructor(min: number, max: number, { norm = 'minmax' }: { readonly norm?: NormType } = {}) {
    super({ min, max, norm });
    checkNumber('PerImageNormalize.min', min);
    checkNumber('PerImageNormalize.max', max);
    checkOneOf('PerImageNormalize.norm', norm, ['minmax', 'inf', 'l1', 'l2']);
    [this.#min, this.#max, this.#norm] = [min, max, norm];
  }

  protected override async transform(image: ImageFeature): Promise<void> {
    const pixels = await image.floats();
    let [least, most, sum, squares] = [Infinity, -Infinity, 0, 0];
    for (const value of pixels) {
      least = Math.min(least, value);
      most = Math.max(most, value);
      sum += Math.abs(value);
      squares += value * value;
    }
    const [low, high] = [Math.min(this.#min, this.#max), Math.max(this.#min, this.#max)];
    const norm = {
      minmax: (most - least) / (high - low),
      inf: Math.max(-least, most) / this.#min,
      l1: sum / this.#min,
      l2: Math.sqrt(squares) / this.#min,
    }[this.#norm];
    const scale = norm === 0 || !Number.isFinite(norm) ? 0 : 1 / norm;
    const shift = this.#norm === 'minmax' ? low - least * scale : 0;
    for (let i = 0; i < pixels.length; i++) pixels[i] = pixels[i]! * scale + shift;
  }
}
