import { AnalysisError, ExecutionError, KindlingError } from '#lib/errors.js';
import { ImageFeature } from './image-feature.js';
import { Preprocessing } from './preprocessing.js';
import type { Random } from './random.js';

/** A step that changes an image. Its errors name the image and the step. */
export abstract class ImageStep extends Preprocessing {
  protected abstract transform(image: ImageFeature, random: Random): Promise<void> | void;

  override async apply(value: unknown, random: Random): Promise<unknown> {
    const image = this.expectImage(value);
    await this.withinStep(image, () => this.transform(image, random));
    return image;
  }

  protected expectImage(value: unknown): ImageFeature {
    if (value instanceof ImageFeature) return value;
    throw new AnalysisError(
      'PREPROCESSING_ORDER',
      `${this.step} must get an image; got ${value === null ? 'null' : typeof value}. Put RowToImageFeature first in the chain, and ImageMatToTensor last.`,
    );
  }

  protected async withinStep<T>(image: ImageFeature, work: () => Promise<T> | T): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof KindlingError && cause.message.includes(image.origin)) throw cause;
      const told = cause instanceof Error ? cause.message.replace(/^\[\w+\] /, '') : String(cause);
      const condition = cause instanceof KindlingError ? cause.condition : 'IMAGE_STEP_FAILED';
      throw new ExecutionError(condition, `${this.step} failed on ${image.origin}: ${told}`, { cause });
    }
  }
}
