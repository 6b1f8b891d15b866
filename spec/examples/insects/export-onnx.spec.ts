import type { LayersModel, Tensor } from '@tensorflow/tfjs-node';
import { expect } from 'chai';
import { buildBackbone, inputSide, withoutHead } from '../../../examples/insects/backbone.js';
import { exportOnnx } from '../../../examples/insects/export-onnx.js';
import { Net } from '#lib/nn/net/net.js';
import { openNet } from '#lib/nn/net/net-runner.js';
import { type TensorFlow, tensorflow } from '#lib/nn/tensorflow.js';

describe('exportOnnx', () => {
  let tf: TensorFlow;
  before(async () => {
    tf = await tensorflow();
  });

  /** Asserts that both runtimes give the same for random pictures, to 1e-4. */
  async function expectSame(model: LayersModel): Promise<void> {
    const [, height, width, channels] = model.inputs[0]!.shape as number[];
    const pictures = tf.randomNormal([3, height!, width!, channels!], 0, 1, 'float32', 5);
    const expected = (model.predict(pictures) as Tensor).dataSync();
    const runner = await openNet((await Net.loadOnnx(exportOnnx(model))).toData(), { threads: 1 });
    const got = await runner.predict(pictures.transpose([0, 3, 1, 2]).dataSync() as Float32Array, 3);
    await runner.close();
    expect(got).to.have.length(expected.length);
    expect(Math.max(...expected), 'predictions are not all zero').to.be.greaterThan(0.01);
    expect(Math.max(...got.map((value, i) => Math.abs(value - expected[i]!)))).to.be.lessThan(1e-4);
  }

  /** Moves biases, and what normalisation has learnt, off their start, as training does; variances stay positive. */
  function stir(model: LayersModel): LayersModel {
    model.setWeights(
      model.getWeights().map((w, i) => (w.rank > 1 ? w : tf.tidy(() => w.add(tf.randomUniform(w.shape, 0.01, 0.3, 'float32', i + 1))))),
    );
    return model;
  }

  it('predicts what the backbone predicts, with its softmax and without it', async () => {
    const model = stir(buildBackbone(tf, 20, 3));
    await expectSame(model);
    await expectSame(withoutHead(tf, model));
  });

  const window = (name: string, config: object) =>
    it(`writes ${name}`, () =>
      expectSame(
        stir(
          tf.sequential({
            layers: [
              tf.layers.conv2d({ inputShape: [11, 14, 2], filters: 3, kernelSize: 3, activation: 'relu', ...config }),
              tf.layers.globalAveragePooling2d({}),
              tf.layers.dense({ units: 4, activation: 'softmax' }),
            ],
          }),
        ),
      ));
  window('a valid convolution with a bias', {});
  window("'same' with a stride on odd and even sizes", { padding: 'same', strides: 2 });
  window("'same' with an even kernel", { padding: 'same', kernelSize: [4, 2] });
  window('a dilated convolution', { padding: 'same', dilationRate: 2 });
  window('tanh', { activation: 'tanh' });

  it("writes pools, 'same' and valid", async () => {
    for (const padding of ['same', 'valid'] as const) {
      await expectSame(
        tf.sequential({
          layers: [
            tf.layers.maxPooling2d({ inputShape: [11, 14, 2], poolSize: 3, strides: 2, padding }),
            tf.layers.globalAveragePooling2d({}),
          ],
        }),
      );
    }
  });

  it('writes a normalisation with scale or shift only', async () => {
    for (const config of [{ scale: false }, { center: false }, { scale: false, center: false }]) {
      await expectSame(
        stir(
          tf.sequential({
            layers: [tf.layers.batchNormalization({ inputShape: [5, 4, 3], ...config }), tf.layers.globalAveragePooling2d({})],
          }),
        ),
      );
    }
  });

  it('names a layer that it cannot write', () => {
    const model = tf.sequential({ layers: [tf.layers.upSampling2d({ inputShape: [4, 4, 1], name: 'grow' })] });
    expect(() => exportOnnx(model)).to.throw(/'grow' must be one of Conv2D, .*UpSampling2D/);
    const leaky = tf.sequential({ layers: [tf.layers.reLU({ inputShape: [4, 4, 1], maxValue: 6, name: 'capped' })] });
    expect(() => exportOnnx(leaky)).to.throw(/'capped' \(ReLU\).*maxValue of 6/);
    expect(() => exportOnnx(tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units: 1 })] }))).to.throw(/one picture/);
  });

  it('has an input for pictures of the size that the backbone takes', async () => {
    const net = await Net.loadOnnx(exportOnnx(withoutHead(tf, buildBackbone(tf, 20, 1))));
    expect(net.inputShape).to.deep.equal([3, inputSide, inputSide]);
    expect(net.layers.at(-1)!.outputs).to.deep.equal(['embedding']);
  });
});
