import { AnalysisError, ExecutionError } from '#lib/errors.js';
import { ImageFeature } from '../image-feature.js';
import { pixelSource } from '../pixel-source.js';
import { Preprocessing } from '../preprocessing.js';
import type { ImageRow } from '../schema.js';

/** Makes an image of a row of an image column (`imageSchema`): of a file's bytes or of raw pixels. Only the header is read here. */
export class RowToImageFeature extends Preprocessing {
  readonly step = 'RowToImageFeature';

  override async apply(value: unknown): Promise<ImageFeature> {
    if (value === null || value === undefined) {
      throw new ExecutionError(
        'NULL_IMAGE',
        "RowToImageFeature must get an image; got null. Drop the rows without one: df.filter(col('image').isNotNull()).",
      );
    }
    const row = value as Partial<ImageRow>;
    if (!(row.data instanceof Uint8Array) || typeof row.mode !== 'number') {
      throw new AnalysisError(
        'NOT_AN_IMAGE_COLUMN',
        `RowToImageFeature must get a struct of origin, height, width, nChannels, mode and data; got ${typeof value}. Read images with NNImageReader.readImages.`,
      );
    }
    const origin = row.origin ?? 'image without origin';
    return new ImageFeature(origin, await pixelSource(row as ImageRow, origin));
  }

  override outputShape(): undefined {
    return undefined;
  }
}
