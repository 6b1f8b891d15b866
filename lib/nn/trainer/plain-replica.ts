import type { CriterionName } from '#lib/nn/criterion.js';
import { activations, type DenseLayer, type Penalty, runDense, type StackLayer, weightsOf } from '#lib/nn/net/dense-stack.js';
import { drawRows } from './draw-rows.js';
import type { Objective } from './objective.js';
import { plainLosses } from './plain-loss.js';
import type { Replica, Share } from './replica.js';

/** A copy of a small stack of dense layers, run in plain TypeScript: no TensorFlow is loaded or called. */
export class PlainReplica implements Replica {
  readonly weights: Float32Array;
  readonly stateSize = 0;
  readonly #stack: readonly StackLayer[];
  readonly #objective: Objective;
  readonly #loss;
  readonly #seed: number;
  // For each layer its weights, its input of the step, and after the last one the outputs.
  readonly #layerWeights: Float32Array[];
  #values: Float32Array[] = [];
  #masks: (Float32Array | undefined)[] = [];

  constructor(stack: readonly StackLayer[], values: Float32Array, objective: Objective, criterion: CriterionName, seed: number) {
    this.weights = values.slice();
    this.#stack = stack;
    this.#objective = objective;
    this.#loss = plainLosses[criterion]!;
    this.#seed = seed;
    this.#layerWeights = split(this.weights, stack);
  }

  step(share: Share, sums: Float32Array): void {
    sums.fill(0);
    if (share.count === 0) return;
    this.#forward(share);
    const outputs = this.#values.at(-1)!;
    const slope = new Float32Array(outputs.length);
    const { outputWidth, classes, right } = this.#objective;
    let loss = this.#loss(outputs, share.labels, classes, outputWidth, share.count, slope) / share.batch;
    for (let i = 0; i < slope.length; i++) slope[i]! /= share.batch;
    const gradients = split(sums, this.#stack);
    this.#backward(slope, gradients, share.count);
    loss += this.#penalties(gradients, share.count / share.batch);
    sums[sums.length - 2] = loss;
    sums[sums.length - 1] = right?.(outputs, 0, share.count, share.labels) ?? 0;
  }

  load(): void {
    // The weights are used where they lie.
  }

  read(values: Float32Array): void {
    values.set(this.weights);
  }

  close(): void {
    this.#values = [];
  }

  #forward({ features, count, from, step }: Share): void {
    this.#values = [features];
    this.#masks = [];
    let draw = 0;
    this.#stack.forEach((layer, i) => {
      const input = this.#values[i]!;
      if (layer.kind === 'dense') {
        const output = new Float32Array(count * layer.units);
        runDense(layer, this.#layerWeights[i]!, input, output, count);
        this.#values.push(output);
      } else if (layer.rate > 0 && layer.rate < 1) {
        const mask = drawRows('uniform', [count, input.length / count], from, this.#seed, step, draw++).map((u) =>
          u >= layer.rate ? 1 / (1 - layer.rate) : 0,
        );
        this.#masks[i] = mask;
        this.#values.push(input.map((x, k) => x * mask[k]!));
      } else {
        this.#values.push(input);
      }
    });
  }

  /** Takes the slope of the loss by the outputs back through the layers, and leaves the gradients of the weights. */
  #backward(slope: Float32Array, gradients: readonly Float32Array[], count: number): void {
    for (let i = this.#stack.length - 1; i >= 0; i--) {
      const layer = this.#stack[i]!;
      if (layer.kind === 'dense') slope = this.#backwardDense(layer, i, slope, gradients[i]!, count);
      else if (this.#masks[i] !== undefined) slope = slope.map((s, k) => s * this.#masks[i]![k]!);
    }
  }

  #backwardDense(layer: DenseLayer, index: number, slope: Float32Array, gradient: Float32Array, count: number): Float32Array {
    const { inputs, units, useBias } = layer;
    const input = this.#values[index]!;
    const output = this.#values[index + 1]!;
    const weights = this.#layerWeights[index]!;
    const { slope: slopeAt } = activations[layer.activation];
    if (layer.activation !== 'linear') for (let k = 0; k < slope.length; k++) slope[k]! *= slopeAt(output[k]!);
    for (let row = 0; row < count; row++) {
      const from = row * inputs;
      for (let unit = 0; unit < units; unit++) {
        const s = slope[row * units + unit]!;
        for (let i = 0, at = unit; i < inputs; i++, at += units) gradient[at]! += input[from + i]! * s;
        if (useBias) gradient[inputs * units + unit]! += s;
      }
    }
    const back = new Float32Array(index === 0 ? 0 : input.length);
    if (index === 0) return back;
    for (let row = 0; row < count; row++) {
      for (let i = 0, at = 0; i < inputs; i++) {
        let sum = 0;
        for (let unit = 0; unit < units; unit++) sum += weights[at++]! * slope[row * units + unit]!;
        back[row * inputs + i] = sum;
      }
    }
    return back;
  }

  /** Adds this share's part of the slopes of the penalties to the gradients, and gives its part of their sum. */
  #penalties(gradients: readonly Float32Array[], part: number): number {
    let sum = 0;
    this.#stack.forEach((layer, i) => {
      if (layer.kind !== 'dense') return;
      const kernel = layer.inputs * layer.units;
      sum += penalise(layer.kernelPenalty, this.#layerWeights[i]!.subarray(0, kernel), gradients[i]!.subarray(0, kernel), part);
      sum += penalise(layer.biasPenalty, this.#layerWeights[i]!.subarray(kernel), gradients[i]!.subarray(kernel), part);
    });
    return sum;
  }
}

function penalise({ l1, l2 }: Penalty, weights: Float32Array, gradient: Float32Array, part: number): number {
  if (l1 === 0 && l2 === 0) return 0;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i]!;
    sum += l1 * Math.abs(w) + l2 * w * w;
    gradient[i]! += part * (l1 * Math.sign(w) + 2 * l2 * w);
  }
  return part * sum;
}

/** The part of a flat vector that belongs to each layer. */
function split(flat: Float32Array, stack: readonly StackLayer[]): Float32Array[] {
  let offset = 0;
  return stack.map((layer) => flat.subarray(offset, (offset += weightsOf(layer))));
}
