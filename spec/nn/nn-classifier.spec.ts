import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { NNClassifier } from '#lib/nn/nn-classifier.js';
import { NNClassifierModel } from '#lib/nn/nn-classifier-model.js';
import { tensorflow, type TensorFlow } from '#lib/nn/tensorflow.js';
import { integer, string, vector } from '#lib/types/data-type.js';
import { partitionedFrame, rowsOf } from './harness/partitioned-frame.js';
import { clouds, partitionsOf, samplesTable, type Sample } from './harness/training-data.js';

const frame = (samples: readonly Sample[], width: number, sizes = [samples.length]): DataFrame =>
  partitionedFrame(partitionsOf(samples, sizes, width));

async function thrownBy(action: () => unknown): Promise<Error> {
  try {
    await action();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

describe('NNClassifier', () => {
  let tf: TensorFlow;
  before(async () => {
    tf = await tensorflow();
  });

  const head = (units = 3, width = 5) =>
    tf.sequential({ layers: [tf.layers.dense({ units, activation: 'softmax', inputShape: [width] })] });
  const settings = { optimMethod: 'adam', learningRate: 0.05, batchSize: 8, maxEpoch: 20, seed: 7 } as const;

  it('learns classes that count from 0, and gives scores, probabilities and predictions', async () => {
    const df = frame(clouds(90, 5, 3), 5, [40, 0, 50]);
    const model = await new NNClassifier({ model: head(), ...settings }).fit(df);
    const rows = await rowsOf(model.transform(df));
    expect(rows.length).to.equal(90);
    expect(rows.filter(({ label, prediction }) => label === prediction).length).to.be.greaterThan(80);
    for (const { rawPrediction, probability, prediction } of rows) {
      const raw = [...rawPrediction] as number[];
      const p = [...probability] as number[];
      const sum = raw.reduce((total, x) => total + Math.exp(x), 0);
      p.forEach((each, k) => expect(each).to.be.closeTo(Math.exp(raw[k]!) / sum, 1e-9));
      expect(prediction).to.equal(p.indexOf(Math.max(...p)));
    }
    expect(model.transform(df).schema).to.deep.equal(new NNClassifier({ model: head() }).transformSchema(df.schema));
    expect(model.numClasses).to.equal(3);
  });

  it('tells how the training went', async () => {
    const model = await new NNClassifier({ model: head(), ...settings }).fit(frame(clouds(30, 5, 3), 5));
    const { history, rows, accuracy, objectiveHistory } = model.summary!;
    expect([history.length, history[0]!.epoch, rows]).to.deep.equal([20, 1, 30]);
    expect(objectiveHistory.at(-1)).to.be.lessThan(objectiveHistory[0]!);
    expect(accuracy).to.be.greaterThan(0.9);
  });

  it('draws the first weights from its seed, and starts from weights that were set', async () => {
    const df = frame(clouds(30, 5, 3), 5);
    const fit = async (model: ReturnType<typeof head>, seed: number) =>
      [
        ...(await rowsOf((await new NNClassifier({ model, ...settings, maxEpoch: 1, seed }).fit(df)).transform(df)))[0]!['probability'],
      ] as number[];
    expect(await fit(head(), 1)).to.deep.equal(await fit(head(), 1));
    expect(await fit(head(), 1)).to.not.deep.equal(await fit(head(), 2));
    const mine = head();
    mine.setWeights([tf.eye(5, 3).mul(9), tf.zeros([3])] as never);
    const still = await new NNClassifier({ model: mine, ...settings, maxEpoch: 1, learningRate: 1e-9 }).fit(df);
    expect(Math.max(...(still.getModel() as unknown as { values: Float32Array }).values)).to.be.closeTo(9, 1e-3);
    expect(mine.getWeights()[0]!.max().dataSync()[0]).to.equal(9);
  });

  it('builds a head that is a list of layers to the width of the features', async () => {
    const df = frame(clouds(30, 5, 3), 5);
    const model = await new NNClassifier({ model: [tf.layers.dense({ units: 3, activation: 'softmax' })], ...settings }).fit(df);
    expect((model.getModel() as unknown as { inputShape: number[] }).inputShape).to.deep.equal([5]);
  });

  it('gives the same model on one worker and on three', async () => {
    const df = frame(clouds(50, 5, 3), 5, [10, 15, 25]);
    const net = tf.sequential({
      layers: [tf.layers.dense({ units: 4, activation: 'elu', inputShape: [5] }), tf.layers.dense({ units: 3, activation: 'softmax' })],
    });
    const fit = async (numWorkers: number) =>
      (
        await new NNClassifier({ model: net, ...settings, maxEpoch: 4, numWorkers }).fit(
          partitionedFrame(partitionsOf(clouds(50, 5, 3), [10, 15, 25], 5), 3),
        )
      ).transform(df);
    const [one, three] = [await rowsOf(await fit(1)), await rowsOf(await fit(3))];
    one.forEach((row, i) =>
      [...row['probability']].forEach((p: number, k) => expect(p).to.be.closeTo(three[i]!['probability'].get(k), 1e-5)),
    );
  });

  it('moves the decision by threshold and thresholds', async () => {
    const df = frame(clouds(40, 5, 2), 5);
    const model = await new NNClassifier({ model: head(2), ...settings }).fit(df);
    const ones = async (m: NNClassifierModel) => (await rowsOf(m.transform(df))).filter(({ prediction }) => prediction === 1).length;
    expect(await ones(model.copy({ threshold: 1 }))).to.equal(0);
    expect(await ones(model.copy({ threshold: 0 }))).to.equal(40);
    expect(await ones(model.copy({ thresholds: [0, 1] }))).to.equal(0);
    expect((await thrownBy(() => model.copy({ thresholds: [1, 1, 1] }).transform(df))).message).to.include(
      'NNClassifierModel.thresholds must have one threshold for each of the 2 classes; got 3',
    );
  });

  it('takes a single sigmoid for two classes', async () => {
    const df = frame(clouds(40, 5, 2), 5);
    const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [5] })] });
    const model = await new NNClassifier({ model: net, criterion: 'binaryCrossentropy', ...settings }).fit(df);
    const rows = await rowsOf(model.transform(df));
    expect(rows.filter(({ label, prediction }) => label === prediction).length).to.be.greaterThan(36);
    const [raw, p] = [[...rows[0]!['rawPrediction']], [...rows[0]!['probability']]] as number[][];
    expect(raw![0]).to.equal(-raw![1]!);
    expect(p![1]).to.be.closeTo(1 / (1 + Math.exp(-raw![1]!)), 1e-12);
    expect(p![0]! + p![1]!).to.be.closeTo(1, 1e-12);
  });

  it('gives nulls for null features', async () => {
    const df = frame(clouds(10, 5, 2), 5);
    const model = await new NNClassifier({ model: head(2), ...settings }).fit(df);
    const rows = await rowsOf(
      model.transform(frame([{ features: null, label: 1 }, ...clouds(2, 5, 2), { features: null, label: null }], 5)),
    );
    expect(rows.map(({ prediction }) => prediction === null)).to.deep.equal([true, false, false, true]);
    expect([rows[0]!['probability'], rows[3]!['rawPrediction']]).to.deep.equal([null, null]);
  });

  it('saves and loads with equal probabilities, its params and its summary', async () => {
    const df = frame(clouds(30, 5, 3), 5);
    const model = await new NNClassifier({ model: head(), ...settings, probabilityCol: 'p' }).fit(df);
    const dir = await mkdtemp(join(tmpdir(), 'kindling-'));
    try {
      await model.save(join(dir, 'model'));
      const loaded = await NNClassifierModel.load(join(dir, 'model'));
      const before = await rowsOf(model.transform(df));
      const after = await rowsOf(loaded.transform(df));
      expect(after.map(({ p }) => [...p])).to.deep.equal(before.map(({ p }) => [...p]));
      expect(loaded.summary!.history).to.deep.equal(model.summary!.history);
    } finally {
      await rm(dir, { recursive: true });
    }
  });

  it('refuses, before anything runs, what the schema shows not to fit', async () => {
    const classifier = new NNClassifier({ model: head(3, 4) });
    const schema = frame(clouds(2, 5, 3), 5).schema;
    expect((await thrownBy(() => classifier.transformSchema(schema))).message)
      .to.include("Column 'features' must give samples of the shape that the model")
      .and.include("takes, [4]; it gives [5]. Give the net's first layer inputShape: [5]");
    expect((await thrownBy(() => classifier.copy({ featuresCol: 'pixels' }).transformSchema(schema))).message).to.include(
      "[COLUMN_NOT_FOUND] No column 'pixels' in (features, label).",
    );
    const text = { kind: 'struct', fields: [schema.fields[0]!, { name: 'label', type: string, nullable: true }] } as const;
    expect((await thrownBy(() => new NNClassifier({ model: head() }).transformSchema(text))).message).to.include(
      "Column 'label' must hold numbers",
    );
    const oneHot = { kind: 'struct', fields: [schema.fields[0]!, { name: 'label', type: vector(3), nullable: true }] } as const;
    expect((await thrownBy(() => new NNClassifier({ model: head() }).transformSchema(oneHot))).message).to.include(
      "Column 'label' must have 1 number a row for sparseCategoricalCrossentropy",
    );
    expect((await thrownBy(() => new NNClassifier({ model: 5 as never }))).message).to.include(
      'NNClassifier.model must be a tfjs layers model',
    );
  });

  it('takes integer labels', async () => {
    const samples = clouds(20, 5, 2);
    const model = await new NNClassifier({ model: head(2), ...settings }).fit(partitionedFrame([samplesTable(samples, 5, integer)]));
    expect(model.summary!.accuracy).to.equal(1);
  });

  it('takes an optimizer of tfjs, and the learning rate over its own', async () => {
    const df = frame(clouds(12, 5, 2), 5);
    const first = async (options: object) =>
      (await new NNClassifier({ model: head(2), seed: 3, maxEpoch: 2, ...options }).fit(df)).summary!.objectiveHistory[1];
    const byName = await first({ optimMethod: 'rmsprop', learningRate: 0.02 });
    expect(await first({ optimMethod: tf.train.rmsprop(0.02) })).to.equal(byName);
    expect(await first({ optimMethod: tf.train.rmsprop(0.5), learningRate: 0.02 })).to.equal(byName);
  });
});
