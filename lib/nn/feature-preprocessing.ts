import { AnalysisError } from '#lib/errors.js';
import { preprocessingFromJSON } from '#lib/image/preprocessing-from-json.js';
import { Preprocessing, type PreprocessingJSON, type Shape } from '#lib/image/preprocessing.js';
import { SeqToTensor } from '#lib/image/steps/seq-to-tensor.js';
import type { Json } from '#lib/ml/param/json.js';
import { object } from '#lib/ml/param/kinds.js';
import type { StructType } from '#lib/types/data-type.js';
import { columnOf, widthOf } from './inference/column-of.js';
import { sizeOf } from './net/layers-net-data.js';

/** What `featurePreprocessing` takes. */
export type FeaturePreprocessing = Preprocessing | readonly number[];

const isSize = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => Number.isInteger(each) && each > 0);

/** What makes samples of the column's values; a list of integers stands for SeqToTensor, as in BigDL. */
export const featurePreprocessing = object<FeaturePreprocessing>({
  doc: "What makes samples of the column's values; a list of integers stands for SeqToTensor of that size.",
  expects: 'a preprocessing step, a chain of them, or the size of a sample as a list of integers > 0',
  accepts: (value): value is FeaturePreprocessing => value instanceof Preprocessing || isSize(value),
  keep: (value) => (value instanceof Preprocessing ? value : new SeqToTensor(value)),
  encode: (value) => (value as Preprocessing).toJSON() as unknown as Json,
  decode: (json) => preprocessingFromJSON(json as unknown as PreprocessingJSON),
});

/** The shape of the samples that a net gets from a column; undefined where only the rows tell. Throws an AnalysisError where the column has none. */
export function sampleShape(schema: StructType, column: string, preprocessing: FeaturePreprocessing | undefined): Shape {
  const found = columnOf(schema, column);
  if (preprocessing !== undefined)
    return (preprocessing as Preprocessing).outputShape(found.type.kind === 'vector' ? [found.type.size] : undefined);
  const width = widthOf(found);
  return width === undefined ? undefined : [width];
}

/** Throws an AnalysisError unless samples of a shape fit the shape that a net takes. Flat samples fit any shape of as many numbers. */
export function checkSampleShape(column: string, samples: Shape, taken: readonly number[], net: string): void {
  if (samples === undefined || samples.join() === taken.join() || (samples.length === 1 && samples[0] === sizeOf(taken))) return;
  const wayOut =
    sizeOf(samples) === sizeOf(taken)
      ? "Lay the samples out as the net takes them (ImageMatToTensor's format: 'NHWC' or 'NCHW')"
      : `Give the net's first layer inputShape: [${samples.join(', ')}], or make the samples fit`;
  throw new AnalysisError(
    'VECTOR_SIZE_MISMATCH',
    `Column '${column}' must give samples of the shape that ${net} takes, [${taken.join(', ')}]; it gives [${samples.join(', ')}]. ${wayOut}.`,
  );
}

/** The plain data of a preprocessing. */
export const preprocessingJSON = (preprocessing: FeaturePreprocessing | undefined): PreprocessingJSON | undefined =>
  (preprocessing as Preprocessing | undefined)?.toJSON();
