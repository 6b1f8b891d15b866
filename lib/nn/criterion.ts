import type { Tensor } from '@tensorflow/tfjs-node';
import type { TensorFlow } from './tensorflow.js';

/** A loss by its Keras name. */
export interface Criterion {
  /** `class`: a label is the number of a class, from 0. `values`: as many numbers as the net puts out. */
  readonly target: 'class' | 'values';
  /** The loss of each sample; classes come one-hot. The last dimension is the sample's outputs. */
  loss(tf: TensorFlow, target: Tensor, output: Tensor): Tensor;
  /** The same loss where the net's last activation was taken off, which is stable for outputs near 0 and 1. */
  readonly lifted?: { readonly activation: 'softmax' | 'sigmoid'; loss(tf: TensorFlow, target: Tensor, logits: Tensor): Tensor };
}

const EPSILON = 1e-7;

const crossEntropy: Pick<Criterion, 'loss' | 'lifted'> = {
  loss: (tf, target, output) => {
    const share = output.div(output.sum(-1, true)).clipByValue(EPSILON, 1 - EPSILON);
    return target.mul(tf.log(share)).sum(-1).neg();
  },
  lifted: { activation: 'softmax', loss: (tf, target, logits) => target.mul(tf.logSoftmax(logits)).sum(-1).neg() },
};

const sigmoidCrossEntropy = (tf: TensorFlow, target: Tensor, logits: Tensor): Tensor =>
  tf
    .relu(logits)
    .sub(logits.mul(target))
    .add(tf.log1p(tf.exp(tf.neg(tf.abs(logits)))));

/** The unit vectors of the last dimension. */
const unit = (tf: TensorFlow, x: Tensor): Tensor => x.div(tf.sqrt(tf.maximum(tf.square(x).sum(-1, true), EPSILON)));

/** Losses by Keras's names, by Keras's formulas. */
export const criteria = {
  sparseCategoricalCrossentropy: { target: 'class', ...crossEntropy },
  categoricalCrossentropy: { target: 'values', ...crossEntropy },
  binaryCrossentropy: {
    target: 'values',
    loss: (tf, target, output) => {
      const p = output.clipByValue(EPSILON, 1 - EPSILON);
      return sigmoidCrossEntropy(tf, target, tf.log(p.div(tf.sub(1, p)))).mean(-1);
    },
    lifted: { activation: 'sigmoid', loss: (tf, target, logits) => sigmoidCrossEntropy(tf, target, logits).mean(-1) },
  },
  meanSquaredError: { target: 'values', loss: (tf, target, output) => tf.square(output.sub(target)).mean(-1) },
  meanAbsoluteError: { target: 'values', loss: (tf, target, output) => tf.abs(output.sub(target)).mean(-1) },
  meanAbsolutePercentageError: {
    target: 'values',
    loss: (tf, target, output) =>
      tf
        .abs(target.sub(output).div(tf.maximum(tf.abs(target), EPSILON)))
        .mean(-1)
        .mul(100),
  },
  meanSquaredLogarithmicError: {
    target: 'values',
    loss: (tf, target, output) => tf.square(tf.log1p(tf.maximum(output, EPSILON)).sub(tf.log1p(tf.maximum(target, EPSILON)))).mean(-1),
  },
  hinge: { target: 'values', loss: (tf, target, output) => tf.relu(tf.sub(1, target.mul(output))).mean(-1) },
  squaredHinge: { target: 'values', loss: (tf, target, output) => tf.square(tf.relu(tf.sub(1, target.mul(output)))).mean(-1) },
  categoricalHinge: {
    target: 'values',
    loss: (tf, target, output) => tf.relu(tf.sub(1, target).mul(output).max(-1).sub(target.mul(output).sum(-1)).add(1)),
  },
  logcosh: {
    target: 'values',
    loss: (tf, target, output) => {
      const difference = output.sub(target);
      return difference
        .add(tf.softplus(difference.mul(-2)))
        .sub(Math.LN2)
        .mean(-1);
    },
  },
  kullbackLeiblerDivergence: {
    target: 'values',
    loss: (tf, target, output) => target.mul(tf.log(target.clipByValue(EPSILON, 1).div(output.clipByValue(EPSILON, 1)))).sum(-1),
  },
  poisson: { target: 'values', loss: (tf, target, output) => output.sub(target.mul(tf.log(output.add(EPSILON)))).mean(-1) },
  cosineProximity: { target: 'values', loss: (tf, target, output) => unit(tf, target).mul(unit(tf, output)).sum(-1).neg() },
} satisfies Record<string, Criterion>;

export type CriterionName = keyof typeof criteria;

export const criterionNames = Object.keys(criteria) as readonly CriterionName[];

export const isCriterionName = (value: unknown): value is CriterionName => typeof value === 'string' && Object.hasOwn(criteria, value);

export const criterionOf = (name: CriterionName): Criterion => criteria[name];
