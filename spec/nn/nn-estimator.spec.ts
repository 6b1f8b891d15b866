import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as arrow from 'apache-arrow';
import { expect } from 'chai';
import { NNEstimator } from '#lib/nn/nn-estimator.js';
import { NNModel } from '#lib/nn/nn-model.js';
import { tensorflow, type TensorFlow } from '#lib/nn/tensorflow.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import { array, double, field, integer, struct, vector } from '#lib/types/data-type.js';
import { partitionedFrame, rowsOf } from './harness/partitioned-frame.js';

/** Rows of y = 2a - b + 1, whose features come as an array of doubles. */
function line(rows: number) {
  const schema = toArrowSchema(struct([field('features', array(double)), field('label', double), field('n', integer)]));
  const all = Array.from({ length: rows }, (_, i) => ({
    features: [(i % 7) / 7, (i % 5) / 5],
    label: (2 * (i % 7)) / 7 - (i % 5) / 5 + 1,
    n: i,
  }));
  const columns = schema.fields.map((f) =>
    arrow.vectorFromArray(
      all.map((row) => row[f.name as 'n']),
      f.type,
    ),
  );
  return partitionedFrame([new arrow.Table(schema, Object.fromEntries(columns.map((column, i) => [schema.fields[i]!.name, column])))]);
}

describe('NNEstimator', () => {
  let tf: TensorFlow;
  before(async () => {
    tf = await tensorflow();
  });

  const model = (units = 1) => tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] });

  it('fits a line, and predicts a double where the net gives one number', async () => {
    const df = line(35);
    const fitted = await new NNEstimator({
      model: model(),
      optimMethod: 'sgd',
      learningRate: 0.3,
      batchSize: 7,
      maxEpoch: 60,
      seed: 1,
    }).fit(df);
    const rows = await rowsOf(fitted.transform(df));
    rows.forEach(({ label, prediction }) => expect(prediction).to.be.closeTo(label, 0.01));
    expect(fitted.summary!.accuracy).to.equal(undefined);
  });
});

describe('NNModel', () => {
  let tf: TensorFlow;
  before(async () => {
    tf = await tensorflow();
  });

  const net = () => {
    const made = tf.sequential({ layers: [tf.layers.dense({ units: 3, activation: 'softplus', inputShape: [2] })] });
    made.setWeights([
      tf.tensor2d([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      tf.tensor1d([0.5, 0, -0.5]),
    ]);
    return made;
  };

  it('adds the outputs of the net as a float vector, whatever the size of its batches', async () => {
    const df = line(10);
    const expected = (
      net().predict(
        tf.tensor2d((await rowsOf(df)).map(({ features }) => [...features] as number[])),
      ) as import('@tensorflow/tfjs-node').Tensor2D
    ).arraySync();
    for (const batchSize of [1, 4, 32]) {
      const out = new NNModel({ model: net(), batchSize, predictionCol: 'embedding' }).transform(df);
      expect(out.schema.fields.at(-1)).to.deep.equal(field('embedding', vector(3, 'float')));
      (await rowsOf(out)).forEach(({ embedding }, i) =>
        [...embedding].forEach((value: number, k) => expect(value).to.be.closeTo(expected[i]![k]!, 1e-5)),
      );
    }
  });

  it('takes a list of integers for the size of a sample, and refuses rows of another size', async () => {
    const df = line(3);
    expect((await rowsOf(new NNModel({ model: net(), featurePreprocessing: [2] }).transform(df))).length).to.equal(3);
    expect(() => new NNModel({ model: net(), featurePreprocessing: [3] }).transform(df)).to.throw(
      "Column 'features' must give samples of the shape that the net takes, [2]; it gives [3].",
    );
    expect(() => new NNModel({ model: net(), featuresCol: 'n' }).transform(df)).to.throw(
      "Column 'n' must give samples of the shape that the net takes, [2]; it gives [1].",
    );
  });

  it('keeps the weights that the net had when it was given', async () => {
    const df = line(2);
    const given = net();
    const transformer = new NNModel({ model: given });
    const before = (await rowsOf(transformer.transform(df))).map(({ prediction }) => [...prediction]);
    given.setWeights(given.getWeights().map((weight) => weight.mul(0)));
    expect((await rowsOf(transformer.transform(df))).map(({ prediction }) => [...prediction])).to.deep.equal(before);
  });

  it('saves and loads with its preprocessing', async () => {
    const df = line(4);
    const transformer = new NNModel({ model: net(), featurePreprocessing: [2], batchSize: 3 });
    const dir = await mkdtemp(join(tmpdir(), 'kindling-'));
    try {
      await transformer.save(join(dir, 'net'));
      const loaded = await NNModel.load(join(dir, 'net'));
      expect(loaded.toJSON()).to.deep.equal(transformer.toJSON());
      const outputs = async (m: NNModel) => (await rowsOf(m.transform(df))).map(({ prediction }) => [...prediction]);
      expect(await outputs(loaded)).to.deep.equal(await outputs(transformer));
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});
