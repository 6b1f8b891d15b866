import type { FlatOptimizer } from './flat-optimizer.js';

export interface MomentumConfig {
  readonly kind: 'momentum';
  readonly learningRate: number;
  readonly momentum: number;
  readonly useNesterov: boolean;
}

/** Gradient descent that keeps its speed, Nesterov's or the plain kind. */
export function momentum(config: MomentumConfig, length: number): FlatOptimizer {
  const { learningRate, momentum: kept, useNesterov } = config;
  const speed = new Float32Array(length);
  return {
    update(weights, gradient) {
      for (let i = 0; i < length; i++) {
        const g = gradient[i]!;
        const s = kept * speed[i]! + g;
        speed[i] = s;
        weights[i]! -= learningRate * (useNesterov ? g + kept * s : s);
      }
    },
  };
}
