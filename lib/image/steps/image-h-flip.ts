import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';

/** Flips left and right. */
export class ImageHFlip extends ImageStep {
  readonly step = 'ImageHFlip';

  protected override transform(image: ImageFeature): void {
    image.flip(true, false);
  }
}
