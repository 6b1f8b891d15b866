import type { Optimizer } from '@tensorflow/tfjs-node';
import { choice, filed, float, int, object } from '#lib/ml/param/kinds.js';
import { handleInvalid, labelCol, featuresCol, predictionCol, seed } from '#lib/ml/param/shared.js';
import { ParamError } from '#lib/errors.js';
import { criterionNames } from './criterion.js';
import { featurePreprocessing } from './feature-preprocessing.js';
import type { TrainableNet } from './trainer/initial-net.js';
import { isLayersModel } from './net/net-source.js';
import {
  isOptimizerName,
  isTensorFlowOptimizer,
  optimizerConfig,
  type OptimizerConfig,
  type OptimizerName,
  optimizerNames,
} from './optim/optimizer-config.js';

/** What `optimMethod` takes. */
export type OptimMethod = OptimizerName | OptimizerConfig | Optimizer;

const isOptimizerConfig = (value: unknown): value is OptimizerConfig =>
  typeof value === 'object' && value !== null && 'kind' in value && isOptimizerName(value.kind);
const isLayer = (value: unknown): boolean => typeof value === 'object' && value !== null && 'getClassName' in value && 'getConfig' in value;
const isOptimMethod = (value: unknown): value is OptimMethod =>
  isOptimizerName(value) || isOptimizerConfig(value) || isTensorFlowOptimizer(value);

/** The params of what trains a net. */
export const trainingParams = {
  /** Net to train. */
  model: filed<TrainableNet>({
    doc: 'Net to train.',
    expects: 'a tfjs layers model with an input and an output, or a list of tfjs layers',
    accepts: (value): value is TrainableNet => isLayersModel(value) || (Array.isArray(value) && value.length > 0 && value.every(isLayer)),
  }),
  /** What makes samples of the column's values; a list of integers stands for SeqToTensor of that size. */
  featurePreprocessing,
  /** Column holding the features. */
  featuresCol,
  /** Column holding the label. */
  labelCol,
  /** Column that receives the prediction. */
  predictionCol,
  /** Rows in a batch, over all workers together. */
  batchSize: int({ doc: 'Rows in a batch, over all workers together.', default: 32, min: 1 }),
  /** Times that training goes over the rows. */
  maxEpoch: int({ doc: 'Times that training goes over the rows.', default: 50, min: 1 }),
  /** Rule by which weights are updated. */
  optimMethod: object<OptimMethod>({
    doc: 'Rule by which weights are updated.',
    default: 'sgd',
    expects: `one of ${optimizerNames.map((name) => `'${name}'`).join(', ')}, or an optimizer such as tf.train.adam(0.001)`,
    accepts: isOptimMethod,
    encode: (method) => (typeof method === 'string' ? method : { ...optimizerConfig(method) }),
    decode: (json) => {
      if (isOptimMethod(json)) return json;
      throw new ParamError(`optimMethod must be an optimizer; got ${JSON.stringify(json)}`);
    },
  }),
  /** Size of a step; where it is not set, the optimMethod's own. */
  learningRate: float({ doc: "Size of a step; where it is not set, the optimMethod's own.", above: 0 }),
  /** What happens to a row whose features or label are null, or whose label no class has. */
  handleInvalid: handleInvalid(['error', 'skip'], 'error'),
  /** Most workers that train at once; 0 takes as many as make a step shortest. */
  numWorkers: int({ doc: 'Most workers that train at once; 0 takes as many as make a step shortest.', default: 0, min: 0 }),
  /** Seed of everything random; the default is the same in each run. */
  seed,
};

/** Loss by its Keras name. */
export const criterionParam = (byDefault: (typeof criterionNames)[number]) =>
  choice(criterionNames, { doc: 'Loss by its Keras name.', default: byDefault });
