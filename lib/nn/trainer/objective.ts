import type { Tensor } from '@tensorflow/tfjs-node';
import { type CriterionName, criterionOf } from '#lib/nn/criterion.js';
import type { LayersNetData } from '#lib/nn/net/layers-net-data.js';
import { sizeOf } from '#lib/nn/net/layers-net-data.js';
import { type LayersTopology, liftOutputActivation } from '#lib/nn/net/layers-topology.js';
import type { TensorFlow } from '#lib/nn/tensorflow.js';
import { type RightAnswers, rightAnswers } from './right-answers.js';

/** What a net is trained for: the architecture to train, the loss of its outputs, what a label is. */
export interface Objective {
  /** The net's architecture, without its last activation where the loss is computed from what comes before. */
  readonly topology: LayersTopology;
  /** The activation that was taken off the end: `linear` for none. */
  readonly lifted: string;
  loss(tf: TensorFlow, target: Tensor, output: Tensor): Tensor;
  /** How many classes a label may name, where it names one. */
  readonly classes: number | undefined;
  /** How many numbers a label has. */
  readonly labelWidth: number;
  /** How many numbers the net gives for one sample. */
  readonly outputWidth: number;
  readonly right: RightAnswers | undefined;
}

/** The objective of training a net by a criterion. */
export function objectiveOf(net: LayersNetData, name: CriterionName): Objective {
  const criterion = criterionOf(name);
  const { topology, activation } = liftOutputActivation(net.topology);
  const lift = criterion.lifted !== undefined && criterion.lifted.activation === activation;
  const outputWidth = sizeOf(net.outputShape);
  const units = net.outputShape.at(-1) ?? 1;
  return {
    topology: lift ? topology : net.topology,
    lifted: lift ? activation : 'linear',
    loss: lift ? criterion.lifted.loss : criterion.loss,
    classes: criterion.target === 'class' ? units : undefined,
    labelWidth: criterion.target === 'class' ? outputWidth / units : outputWidth,
    outputWidth,
    right: net.outputShape.length === 1 ? rightAnswersOf(name, units, lift) : undefined,
  };
}

function rightAnswersOf(name: CriterionName, units: number, lifted: boolean): RightAnswers | undefined {
  switch (name) {
    case 'sparseCategoricalCrossentropy':
      return rightAnswers('class', units, 0);
    case 'categoricalCrossentropy':
    case 'categoricalHinge':
      return rightAnswers('one-hot', units, 0);
    case 'binaryCrossentropy':
      return units === 1 ? rightAnswers('binary', 1, lifted ? 0 : 0.5) : undefined;
    case 'hinge':
    case 'squaredHinge':
      return units === 1 ? rightAnswers('binary', 1, 0) : undefined;
    default:
      return undefined;
  }
}
