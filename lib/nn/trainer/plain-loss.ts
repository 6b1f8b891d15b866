import type { CriterionName } from '#lib/nn/criterion.js';

/**
 * Gives the sum of the losses of `count` samples of `width` outputs, and writes its slope by each output. Labels are numbers of
 * classes where `classes` is given. The outputs of cross-entropies are what the softmax or sigmoid would be taken of.
 */
export type PlainLoss = (
  outputs: Float32Array,
  labels: Float32Array,
  classes: number | undefined,
  width: number,
  count: number,
  slope: Float32Array,
) => number;

/** Softmax cross-entropy. */
const softmax: PlainLoss = (outputs, labels, classes, width, count, slope) => {
  let loss = 0;
  for (let row = 0; row < count; row++) {
    const at = row * width;
    let top = outputs[at]!;
    for (let k = 1; k < width; k++) top = Math.max(top, outputs[at + k]!);
    let sum = 0;
    for (let k = 0; k < width; k++) sum += Math.exp(outputs[at + k]! - top);
    const logSum = top + Math.log(sum);
    let weight = 0;
    for (let k = 0; k < width; k++) {
      const target = classes === undefined ? labels[at + k]! : Number(labels[row] === k);
      weight += target;
      if (target !== 0) loss += target * (logSum - outputs[at + k]!);
      slope[at + k] = -target;
    }
    for (let k = 0; k < width; k++) slope[at + k]! += weight * Math.exp(outputs[at + k]! - logSum);
  }
  return loss;
};

/** Sigmoid cross-entropy, the mean of the outputs. */
const sigmoid: PlainLoss = (outputs, labels, _classes, width, count, slope) => {
  let loss = 0;
  for (let i = 0; i < count * width; i++) {
    const x = outputs[i]!;
    loss += (Math.max(x, 0) - x * labels[i]! + Math.log1p(Math.exp(-Math.abs(x)))) / width;
    slope[i] = (1 / (1 + Math.exp(-x)) - labels[i]!) / width;
  }
  return loss;
};

const square: PlainLoss = (outputs, labels, _classes, width, count, slope) => {
  let loss = 0;
  for (let i = 0; i < count * width; i++) {
    const difference = outputs[i]! - labels[i]!;
    loss += (difference * difference) / width;
    slope[i] = (2 * difference) / width;
  }
  return loss;
};

/** The criteria that plain replicas know; cross-entropies only of nets whose last activation was taken off. */
export const plainLosses: Partial<Record<CriterionName, PlainLoss>> = {
  sparseCategoricalCrossentropy: softmax,
  categoricalCrossentropy: softmax,
  binaryCrossentropy: sigmoid,
  meanSquaredError: square,
};
