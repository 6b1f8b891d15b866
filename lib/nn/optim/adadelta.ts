import type { FlatOptimizer } from './flat-optimizer.js';

export interface AdadeltaConfig {
  readonly kind: 'adadelta';
  readonly learningRate: number;
  readonly rho: number;
  readonly epsilon: number;
}

/** AdaDelta (Zeiler, 2012), as `tf.train.adadelta` has it: the step uses the mean square of the gradients before this one. */
export function adadelta(config: AdadeltaConfig, length: number): FlatOptimizer {
  const { learningRate, rho, epsilon } = config;
  const squares = new Float32Array(length);
  const updates = new Float32Array(length);
  return {
    update(weights, gradient) {
      for (let i = 0; i < length; i++) {
        const g = gradient[i]!;
        const step = (Math.sqrt(updates[i]! + epsilon) / Math.sqrt(squares[i]! + epsilon)) * g;
        squares[i] = rho * squares[i]! + (1 - rho) * g * g;
        updates[i] = rho * updates[i]! + (1 - rho) * step * step;
        weights[i]! -= learningRate * step;
      }
    },
  };
}
