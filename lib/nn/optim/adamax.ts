import type { FlatOptimizer } from './flat-optimizer.js';

export interface AdamaxConfig {
  readonly kind: 'adamax';
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly decay: number;
}

/** Adam by the largest gradient in place of the mean square (Kingma and Ba, 2015, section 7). */
export function adamax(config: AdamaxConfig, length: number): FlatOptimizer {
  const { learningRate, beta1, beta2, epsilon, decay } = config;
  const first = new Float32Array(length);
  const largest = new Float32Array(length);
  let power1 = 1;
  let step = 0;
  return {
    update(weights, gradient) {
      power1 *= beta1;
      const rate = learningRate / (1 + step++ * decay) / (1 - power1);
      for (let i = 0; i < length; i++) {
        const g = gradient[i]!;
        const m = beta1 * first[i]! + (1 - beta1) * g;
        const u = Math.max(beta2 * largest[i]!, Math.abs(g));
        first[i] = m;
        largest[i] = u;
        weights[i]! -= (rate * m) / (u + epsilon);
      }
    },
  };
}
