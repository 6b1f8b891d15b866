import { ImageStep } from '../image-step.js';
import type { ImageFeature } from '../image-feature.js';
import type { Preprocessing } from '../preprocessing.js';
import { randomIndex } from '../random.js';
import type { Random } from '../random.js';
import { ImageBrightness } from './image-brightness.js';
import { ImageChannelOrder } from './image-channel-order.js';
import { ImageContrast } from './image-contrast.js';
import { ImageHue } from './image-hue.js';
import { ImageRandomPreprocessing } from './image-random-preprocessing.js';
import { ImageSaturation } from './image-saturation.js';

export interface ColorJitterOptions {
  readonly brightnessProb?: number;
  readonly brightnessDelta?: number;
  readonly contrastProb?: number;
  readonly contrastLower?: number;
  readonly contrastUpper?: number;
  readonly hueProb?: number;
  readonly hueDelta?: number;
  readonly saturationProb?: number;
  readonly saturationLower?: number;
  readonly saturationUpper?: number;
  readonly randomOrderProb?: number;
  /** Whether the five changes come in any order, not in one of two. */
  readonly shuffle?: boolean;
}

const defaults = {
  brightnessProb: 0.5,
  brightnessDelta: 32,
  contrastProb: 0.5,
  contrastLower: 0.5,
  contrastUpper: 1.5,
  hueProb: 0.5,
  hueDelta: 18,
  saturationProb: 0.5,
  saturationLower: 0.5,
  saturationUpper: 1.5,
  randomOrderProb: 0,
  shuffle: false,
};

/**
 * Changes brightness, contrast, saturation, hue and the order of channels, each with its probability. Without `shuffle` contrast
 * comes second or fourth, either as likely (SSD's jitter).
 */
export class ImageColorJitter extends ImageStep {
  readonly step = 'ImageColorJitter';
  readonly #shuffle: boolean;
  readonly #brightness: Preprocessing;
  readonly #contrast: Preprocessing;
  readonly #saturation: Preprocessing;
  readonly #hue: Preprocessing;
  readonly #order: Preprocessing;

  constructor(options: ColorJitterOptions = {}) {
    super({ ...defaults, ...options });
    const o = { ...defaults, ...options };
    this.#shuffle = o.shuffle;
    this.#brightness = new ImageRandomPreprocessing(new ImageBrightness(-o.brightnessDelta, o.brightnessDelta), o.brightnessProb);
    this.#contrast = new ImageRandomPreprocessing(new ImageContrast(o.contrastLower, o.contrastUpper), o.contrastProb);
    this.#saturation = new ImageRandomPreprocessing(new ImageSaturation(o.saturationLower, o.saturationUpper), o.saturationProb);
    this.#hue = new ImageRandomPreprocessing(new ImageHue(-o.hueDelta, o.hueDelta), o.hueProb);
    this.#order = new ImageRandomPreprocessing(new ImageChannelOrder(), o.randomOrderProb);
  }

  protected override async transform(image: ImageFeature, random: Random): Promise<void> {
    for (const change of this.#changes(random)) await change.apply(image, random);
  }

  #changes(random: Random): Preprocessing[] {
    const [brightness, contrast, saturation, hue, order] = [this.#brightness, this.#contrast, this.#saturation, this.#hue, this.#order];
    if (!this.#shuffle) {
      return random() > 0.5 ? [brightness, contrast, saturation, hue, order] : [brightness, saturation, hue, contrast, order];
    }
    const left = [brightness, contrast, saturation, hue, order];
    return Array.from({ length: 5 }, () => left.splice(randomIndex(random, left.length), 1)[0]!);
  }
}
