import { AnalysisError } from '#lib/errors.js';
import { Preprocessing } from '../preprocessing.js';
import { isTensorValue } from '../tensor-value.js';
import type { TensorValue } from '../tensor-value.js';

/** Takes the tensor that `ImageMatToTensor` made of an image. The last step of an image's chain. */
export class ImageFeatureToTensor extends Preprocessing {
  readonly step = 'ImageFeatureToTensor';

  override apply(value: unknown): TensorValue {
    if (isTensorValue(value)) return value;
    throw new AnalysisError(
      'PREPROCESSING_ORDER',
      'ImageFeatureToTensor must get an image made into a tensor. Put ImageMatToTensor before it.',
    );
  }
}
