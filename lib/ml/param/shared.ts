import { bool, choice, float, floats, int, string, strings } from './kinds.js';
import type { ParamSpec } from './param.js';

/** Params that many stages have, with Spark's names and defaults. Spread those that a class needs into its schema. */
export const featuresCol = string({ doc: 'Column holding the features.', default: 'features' });
export const labelCol = string({ doc: 'Column holding the label.', default: 'label' });
export const predictionCol = string({ doc: 'Column that receives the prediction.', default: 'prediction' });
export const probabilityCol = string({ doc: 'Column that receives the probability of each class.', default: 'probability' });
export const rawPredictionCol = string({
  doc: 'Column that receives the raw prediction (confidence) of each class.',
  default: 'rawPrediction',
});
export const weightCol = string({ doc: 'Column holding the weight of a row; every row weighs 1 where it is not set.' });
export const inputCol = string({ doc: 'Column that is read.' });
export const inputCols = strings({ doc: 'Columns that are read.' });
export const outputCol = string({ doc: 'Column that receives the result.' });
export const outputCols = strings({ doc: 'Columns that receive the results.' });
export const seed: ParamSpec<number> = {
  ...int({ doc: 'Seed of everything random; the default is the same in each run.' }),
  defaultFor: hash,
};
export const maxIter = (byDefault: number): ParamSpec<number> => int({ doc: 'Most iterations to make.', default: byDefault, min: 0 });
export const tol = (byDefault: number): ParamSpec<number> =>
  float({ doc: 'Tolerance at which iterations end.', default: byDefault, min: 0 });
export const stepSize = (byDefault: number): ParamSpec<number> =>
  float({ doc: 'Size of the first step of an iteration.', default: byDefault, above: 0 });
export const regParam = float({ doc: 'Strength of the penalty.', default: 0, min: 0 });
export const elasticNetParam = float({ doc: 'Mix of the penalties: 0 is L2, 1 is L1.', default: 0, min: 0, max: 1 });
export const fitIntercept = bool({ doc: 'Whether to fit an intercept.', default: true });
export const standardization = bool({ doc: 'Whether to scale the features to unit deviation while fitting.', default: true });
export const threshold = float({ doc: 'Probability of class 1 above which it is predicted.', default: 0.5, min: 0, max: 1 });
export const thresholds = floats({ doc: 'Thresholds of the classes: the largest p/t is predicted.', each: { min: 0 } });
export const aggregationDepth = int({ doc: 'Depth of the tree in which partial results merge.', default: 2, min: 2 });
export const maxBlockSizeInMB = float({ doc: 'Most memory of a block of stacked rows, in MB; 0 chooses.', default: 0, min: 0 });
export const checkpointInterval = int({ doc: 'Iterations between checkpoints; -1 makes none.', default: 10, min: -1 });
export const parallelism = int({ doc: 'Fits that run at once.', default: 1, min: 1 });
export const collectSubModels = bool({ doc: 'Whether the models of every fold are kept.', default: false });
export const solver = <const T extends readonly string[]>(all: T, byDefault: T[number]): ParamSpec<T[number]> =>
  choice(all, { doc: 'Algorithm that fits.', default: byDefault });
export const handleInvalid = <const T extends readonly string[]>(all: T, byDefault: T[number]): ParamSpec<T[number]> =>
  choice(all, { doc: 'What happens to a row with an invalid value.', default: byDefault });
export const distanceMeasure = choice(['euclidean', 'cosine'], { doc: 'Measure of distance.', default: 'euclidean' });

/** featuresCol, labelCol, predictionCol: of whatever predicts. */
export const predictor = {
  /** Column holding the features. */
  featuresCol,
  /** Column holding the label. */
  labelCol,
  /** Column that receives the prediction. */
  predictionCol,
};

/** Those of a predictor, and the columns of a classifier that gives probabilities. */
export const probabilisticClassifier = {
  ...predictor,
  /** Column that receives the raw prediction (confidence) of each class. */
  rawPredictionCol,
  /** Column that receives the probability of each class. */
  probabilityCol,
  /** Thresholds of the classes: the largest p/t is predicted. */
  thresholds,
};

/** A number that depends on the text alone (Java's String.hashCode). */
function hash(text: string): number {
  let h = 0;
  for (let i = 0; i < text.length; i++) h = (Math.imul(31, h) + text.charCodeAt(i)) | 0;
  return h;
}
