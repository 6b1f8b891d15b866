import { expect } from 'chai';
import type { Optimizer } from '@tensorflow/tfjs-node';
import { createOptimizer, optimizerConfig, optimizerNames } from '#lib/nn/optim/optimizer-config.js';
import { tensorflow, type TensorFlow } from '#lib/nn/tensorflow.js';
import { seededRandom } from '#lib/nn/trainer/seeded-random.js';

const settings: readonly (readonly [string, (tf: TensorFlow) => Optimizer])[] = [
  ['sgd', (tf) => tf.train.sgd(0.1)],
  ['momentum', (tf) => tf.train.momentum(0.1, 0.8)],
  ["Nesterov's momentum", (tf) => tf.train.momentum(0.1, 0.8, true)],
  ['adam', (tf) => tf.train.adam(0.1, 0.8, 0.9, 1e-3)],
  ['adamax', (tf) => tf.train.adamax(0.1, 0.8, 0.9, 1e-3, 0.5)],
  ['adagrad', (tf) => tf.train.adagrad(0.1, 0.3)],
  ['adadelta', (tf) => tf.train.adadelta(0.7, 0.8, 1e-3)],
  ['rmsprop', (tf) => tf.train.rmsprop(0.1, 0.8, 0.5, 1e-3)],
  ['centred rmsprop', (tf) => tf.train.rmsprop(0.1, 0.8, 0.5, 1e-9, true)],
];

describe('createOptimizer', () => {
  for (const [name, make] of settings) {
    it(`makes the steps that tfjs makes by ${name}`, async () => {
      const tf = await tensorflow();
      const random = seededRandom(4);
      const weights = Float32Array.from({ length: 6 }, random);
      const variable = tf.variable(tf.tensor1d(weights.slice()), true);
      const optimizer = make(tf);
      const ours = createOptimizer(optimizerConfig(optimizer), weights.length);
      for (let step = 0; step < 6; step++) {
        const gradient = Float32Array.from({ length: 6 }, () => random() * 2 - 1);
        optimizer.applyGradients({ [variable.name]: tf.tensor1d(gradient.slice()) });
        ours.update(weights, gradient);
        variable.dataSync().forEach((expected, i) => expect(weights[i]).to.be.closeTo(expected, 2e-5));
      }
    });
  }
});

describe('optimizerConfig', () => {
  it('knows a default for every name, and lets a learning rate override it', () => {
    for (const name of optimizerNames) expect(optimizerConfig(name, 0.5)).to.include({ kind: name, learningRate: 0.5 });
  });

  it('refuses an optimizer whose rule it does not have', () => {
    const strange = { getClassName: () => 'Lion', getConfig: () => ({}), applyGradients: () => undefined };
    expect(() => optimizerConfig(strange as never)).to.throw(
      "optimMethod must be one of tf.train's optimizers (sgd, momentum, adam, adamax, adagrad, adadelta, rmsprop); got a Lion",
    );
  });
});
