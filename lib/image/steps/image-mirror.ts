import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';

/** Flips left and right, and top and bottom: half a turn. */
export class ImageMirror extends ImageStep {
  readonly step = 'ImageMirror';

  protected override transform(image: ImageFeature): void {
    image.flip(true, true);
  }
}
