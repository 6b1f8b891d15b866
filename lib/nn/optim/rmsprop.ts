import type { FlatOptimizer } from './flat-optimizer.js';

export interface RmspropConfig {
  readonly kind: 'rmsprop';
  readonly learningRate: number;
  readonly decay: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly centered: boolean;
}

/** RMSProp (Hinton), with momentum, and centred on the mean gradient where asked. */
export function rmsprop(config: RmspropConfig, length: number): FlatOptimizer {
  const { learningRate, decay, momentum, epsilon, centered } = config;
  const squares = new Float32Array(length);
  const speed = new Float32Array(length);
  const means = new Float32Array(centered ? length : 0);
  return {
    update(weights, gradient) {
      for (let i = 0; i < length; i++) {
        const g = gradient[i]!;
        const square = decay * squares[i]! + (1 - decay) * g * g;
        squares[i] = square;
        let spread = square + epsilon;
        if (centered) {
          const mean = decay * means[i]! + (1 - decay) * g;
          means[i] = mean;
          // Not a slip: tfjs takes epsilon away here and adds it above.
          spread = square - (mean * mean + epsilon);
        }
        const s = momentum * speed[i]! + (learningRate * g) / Math.sqrt(spread);
        speed[i] = s;
        weights[i]! -= s;
      }
    },
  };
}
