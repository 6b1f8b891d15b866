import type { FlatOptimizer } from './flat-optimizer.js';

export interface SgdConfig {
  readonly kind: 'sgd';
  readonly learningRate: number;
}

/** Plain stochastic gradient descent. */
export const sgd = ({ learningRate }: SgdConfig): FlatOptimizer => ({
  update(weights, gradient) {
    for (let i = 0; i < weights.length; i++) weights[i]! -= learningRate * gradient[i]!;
  },
});
