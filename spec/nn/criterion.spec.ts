import { expect } from 'chai';
import type { Scalar, Tensor } from '@tensorflow/tfjs-node';
import { criterionNames, criterionOf } from '#lib/nn/criterion.js';
import { tensorflow } from '#lib/nn/tensorflow.js';

describe('criterionOf', () => {
  for (const name of criterionNames) {
    it(`gives the loss that tfjs gives for ${name}`, async () => {
      const tf = await tensorflow();
      const input = tf.tensor2d([
        [1, -2],
        [0.5, 0.3],
        [-1, 2],
        [0.1, 0.2],
      ]);
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, activation: 'softmax', inputShape: [2] })] });
      model.setWeights([
        tf.tensor2d([
          [0.4, -0.3, 0.2],
          [0.1, 0.5, -0.6],
        ]),
        tf.tensor1d([0.1, 0, -0.1]),
      ]);
      model.compile({ optimizer: 'sgd', loss: name });
      const classes = tf.tensor1d([0, 2, 1, 2]);
      const oneHot = tf.oneHot(classes.toInt(), 3).toFloat();
      const { target, loss, lifted } = criterionOf(name);
      const expected = (model.evaluate(input, target === 'class' ? classes : oneHot) as Scalar).dataSync()[0]!;
      const output = model.predict(input) as Tensor;
      expect(loss(tf, oneHot, output).mean().dataSync()[0]).to.be.closeTo(expected, 1e-5);
      if (lifted?.activation === 'softmax')
        expect(lifted.loss(tf, oneHot, tf.log(output)).mean().dataSync()[0]).to.be.closeTo(expected, 1e-5);
      if (lifted?.activation === 'sigmoid')
        expect(
          lifted
            .loss(tf, oneHot, tf.log(output.div(tf.sub(1, output))))
            .mean()
            .dataSync()[0],
        ).to.be.closeTo(expected, 1e-5);
    });
  }
});
