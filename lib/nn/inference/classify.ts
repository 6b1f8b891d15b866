import { largest } from '#lib/nn/trainer/right-answers.js';

/** How the outputs of a net become scores of classes. `softmax` and `sigmoid` were taken off the net's end: its outputs come before them. */
export type ClassScores = 'softmax' | 'sigmoid' | 'linear';

/** Raw scores and probabilities of `classes` classes for each row, and the class that is predicted. */
export interface Classified {
  readonly raw: Float64Array;
  readonly probability: Float64Array;
  readonly prediction: Float64Array;
}

/** How many classes `outputs` numbers tell apart: a single one stands for class 1 against class 0. */
export const classesOf = (outputs: number): number => (outputs === 1 ? 2 : outputs);

/**
 * Scores the outputs of `rows` rows. Raw scores are what comes before a softmax, or a single sigmoid's logit m as [-m, m]; else they are
 * the outputs themselves, which are then taken for probabilities and made to sum to 1. What has no probability, such as the softmax of
 * NaN or of Infinity, has NaN.
 */
export function classify(outputs: Float32Array, width: number, scores: ClassScores, choose: ChooseClass): Classified {
  const rows = outputs.length / width;
  const classes = classesOf(width);
  const raw = new Float64Array(rows * classes);
  const probability = new Float64Array(rows * classes);
  const prediction = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const at = row * classes;
    if (width === 1) scoreOne(outputs[row]!, scores, raw, probability, at);
    else scoreAll(outputs.subarray(row * width, (row + 1) * width), scores, raw, probability, at);
    prediction[row] = choose(probability.subarray(at, at + classes));
  }
  return { raw, probability, prediction };
}

function scoreOne(output: number, scores: ClassScores, raw: Float64Array, probability: Float64Array, at: number): void {
  const one = scores === 'sigmoid' ? 1 / (1 + Math.exp(-output)) : Math.min(1, Math.max(0, output));
  raw[at] = scores === 'sigmoid' ? -output : 1 - output;
  raw[at + 1] = output;
  probability[at] = scores === 'sigmoid' ? 1 / (1 + Math.exp(output)) : 1 - one;
  probability[at + 1] = one;
}

function scoreAll(outputs: Float32Array, scores: ClassScores, raw: Float64Array, probability: Float64Array, at: number): void {
  const top = outputs.reduce((a, b) => Math.max(a, b), -Infinity);
  const weight = {
    softmax: (x: number) => Math.exp(x - top), // Infinity - Infinity is NaN, as in Keras
    sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
    linear: (x: number) => Math.max(0, x),
  }[scores];
  let sum = 0;
  outputs.forEach((output, k) => {
    raw[at + k] = output;
    probability[at + k] = weight(output);
    sum += probability[at + k]!;
  });
  // Where nothing speaks for any class, the zeros stay, as in Spark; NaN stays NaN.
  if (sum !== 0) for (let k = 0; k < outputs.length; k++) probability[at + k]! /= sum;
}

/** Chooses a class by its probabilities. */
export type ChooseClass = (probability: Float64Array) => number;

/**
 * Spark's rule: with `thresholds` t the class with the largest p/t (a threshold of 0 wins wherever p > 0); with a `threshold` and two classes,
 * class 1 where its probability is above; else the most likely class, the first of equals. NaN is never above a threshold; otherwise it
 * counts as the largest, as in Keras's argmax, so that where every probability is NaN class 0 is predicted.
 */
export function chooserOf(thresholds: readonly number[] | undefined, threshold: number | undefined): ChooseClass {
  if (thresholds !== undefined) {
    return (probability) => argMax(probability.map((p, k) => (thresholds[k] === 0 ? (p > 0 ? Infinity : 0) : p / thresholds[k]!)));
  }
  if (threshold !== undefined)
    return (probability) => (probability.length === 2 ? Number(probability[1]! > threshold) : argMax(probability));
  return (probability) => argMax(probability);
}

function argMax(values: Float64Array): number {
  const unknown = values.findIndex(Number.isNaN);
  return unknown === -1 ? largest(values, 0, values.length) : unknown;
}
