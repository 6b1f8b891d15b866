import type { Optimizer } from '@tensorflow/tfjs-node';
import { ParamError } from '#lib/errors.js';
import { type AdadeltaConfig, adadelta } from './adadelta.js';
import { type AdagradConfig, adagrad } from './adagrad.js';
import { type AdamConfig, adam } from './adam.js';
import { type AdamaxConfig, adamax } from './adamax.js';
import type { FlatOptimizer } from './flat-optimizer.js';
import { type MomentumConfig, momentum } from './momentum.js';
import { type RmspropConfig, rmsprop } from './rmsprop.js';
import { type SgdConfig, sgd } from './sgd.js';

/** An optimizer as plain data. */
export type OptimizerConfig = SgdConfig | MomentumConfig | AdamConfig | AdamaxConfig | AdagradConfig | AdadeltaConfig | RmspropConfig;
export type OptimizerName = OptimizerConfig['kind'];

/** What an optimizer is when it is asked for by name: tfjs's and Keras's defaults. */
const defaults: { readonly [K in OptimizerName]: Extract<OptimizerConfig, { kind: K }> } = {
  sgd: { kind: 'sgd', learningRate: 0.01 },
  momentum: { kind: 'momentum', learningRate: 0.01, momentum: 0.9, useNesterov: false },
  adam: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  adamax: { kind: 'adamax', learningRate: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, decay: 0 },
  adagrad: { kind: 'adagrad', learningRate: 0.01, initialAccumulatorValue: 0.1 },
  adadelta: { kind: 'adadelta', learningRate: 1, rho: 0.95, epsilon: 1e-7 },
  rmsprop: { kind: 'rmsprop', learningRate: 0.001, decay: 0.9, momentum: 0, epsilon: 1e-7, centered: false },
};

export const optimizerNames = Object.keys(defaults) as readonly OptimizerName[];

export const isOptimizerName = (value: unknown): value is OptimizerName => typeof value === 'string' && Object.hasOwn(defaults, value);

/** The plain data of an optimizer given by name, as data, or as a tfjs optimizer (`tf.train.adam(1e-3)`), whose state is not taken along. */
export function optimizerConfig(method: OptimizerName | OptimizerConfig | Optimizer, learningRate?: number): OptimizerConfig {
  const config = typeof method === 'string' ? defaults[method] : 'kind' in method ? method : fromTensorFlow(method);
  return learningRate === undefined ? config : { ...config, learningRate };
}

/** Whether a value is a tfjs optimizer whose rule we have. */
export const isTensorFlowOptimizer = (value: unknown): value is Optimizer =>
  typeof value === 'object' && value !== null && 'getClassName' in value && 'getConfig' in value && 'applyGradients' in value;

function fromTensorFlow(optimizer: Optimizer): OptimizerConfig {
  const kind = optimizer.getClassName().toLowerCase();
  if (isOptimizerName(kind)) return { ...defaults[kind], ...(optimizer.getConfig() as object), kind } as OptimizerConfig;
  throw new ParamError(
    `optimMethod must be one of tf.train's optimizers (${optimizerNames.join(', ')}); got a ${optimizer.getClassName()}`,
  );
}

/** The update rule for `length` weights. */
export function createOptimizer(config: OptimizerConfig, length: number): FlatOptimizer {
  switch (config.kind) {
    case 'sgd':
      return sgd(config);
    case 'momentum':
      return momentum(config, length);
    case 'adam':
      return adam(config, length);
    case 'adamax':
      return adamax(config, length);
    case 'adagrad':
      return adagrad(config, length);
    case 'adadelta':
      return adadelta(config, length);
    case 'rmsprop':
      return rmsprop(config, length);
  }
}
