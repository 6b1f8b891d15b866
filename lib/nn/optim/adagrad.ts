import type { FlatOptimizer } from './flat-optimizer.js';

export interface AdagradConfig {
  readonly kind: 'adagrad';
  readonly learningRate: number;
  readonly initialAccumulatorValue: number;
}

// Where `tf.train.adagrad` takes its epsilon from the backend.
const EPSILON = 1e-7;

/** AdaGrad (Duchi, Hazan and Singer, 2011). */
export function adagrad(config: AdagradConfig, length: number): FlatOptimizer {
  const squares = new Float32Array(length).fill(config.initialAccumulatorValue);
  return {
    update(weights, gradient) {
      for (let i = 0; i < length; i++) {
        const g = gradient[i]!;
        const sum = squares[i]! + g * g;
        squares[i] = sum;
        weights[i]! -= (config.learningRate * g) / Math.sqrt(sum + EPSILON);
      }
    },
  };
}
