import { ImageStep } from '../image-step.js';

/**
 * Says that pixels are decoded from here on, as in BigDL. Images decode themselves when pixels are asked for, so it changes
 * nothing: a chain that has it and one that has not give the same.
 */
export class ImageBytesToMat extends ImageStep {
  readonly step = 'ImageBytesToMat';

  protected override transform(): void {
    // Decoding waits for the first step that needs pixels: a resize may let the decoder skip most of them.
  }
}
