import type { FlatOptimizer } from './flat-optimizer.js';

export interface AdamConfig {
  readonly kind: 'adam';
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Adam (Kingma and Ba, 2015). */
export function adam(config: AdamConfig, length: number): FlatOptimizer {
  const { learningRate, beta1, beta2, epsilon } = config;
  const first = new Float32Array(length);
  const second = new Float32Array(length);
  let power1 = 1;
  let power2 = 1;
  return {
    update(weights, gradient) {
      power1 *= beta1;
      power2 *= beta2;
      const scale1 = 1 / (1 - power1);
      const scale2 = 1 / (1 - power2);
      for (let i = 0; i < length; i++) {
        const g = gradient[i]!;
        const m = beta1 * first[i]! + (1 - beta1) * g;
        const v = beta2 * second[i]! + (1 - beta2) * g * g;
        first[i] = m;
        second[i] = v;
        weights[i]! -= (learningRate * m * scale1) / (Math.sqrt(v * scale2) + epsilon);
      }
    },
  };
}
