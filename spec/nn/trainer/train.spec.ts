import { expect } from 'chai';
import type { Table } from 'apache-arrow';
import type { LayersModel } from '@tensorflow/tfjs-node';
import { readLayersModel, setWeights, type LayersNetData } from '#lib/nn/net/layers-net-data.js';
import { optimizerConfig } from '#lib/nn/optim/optimizer-config.js';
import { tensorflow, type TensorFlow } from '#lib/nn/tensorflow.js';
import { epochOrder } from '#lib/nn/trainer/batch-order.js';
import type { TrainingResult, TrainingState } from '#lib/nn/trainer/training-state.js';
import { runGang } from '../harness/run-gang.js';
import { clouds, partitionsOf, type Sample, samplesTable } from '../harness/training-data.js';

const state = (net: LayersNetData, changes: Partial<TrainingState> = {}): TrainingState => ({
  net,
  preprocessing: undefined,
  criterion: 'sparseCategoricalCrossentropy',
  optimizer: optimizerConfig('adam', 0.01),
  batchSize: 8,
  maxEpoch: 3,
  seed: 7,
  shuffle: true,
  handleInvalid: 'error',
  ...changes,
});

async function trained(state: TrainingState, tables: readonly Table[], size: number, reports?: unknown[]): Promise<TrainingResult> {
  const task = { module: import.meta.resolve('#lib/nn/trainer/train.js'), name: 'train', key: 'spec', state };
  const results = await runGang<TrainingResult | undefined>(task, tables, size, reports);
  expect(results.slice(1).every((result) => result === undefined)).to.equal(true);
  return results[0]!;
}

const failure = (state: TrainingState, tables: readonly Table[], size = 1): Promise<Error & { condition: string }> =>
  trained(state, tables, size).then(
    () => {
      throw new Error('the training should have failed');
    },
    (error: Error & { condition: string }) => error,
  );

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).to.equal(expected.length);
  let worst = 0;
  for (let i = 0; i < actual.length; i++) worst = Math.max(worst, Math.abs(actual[i]! - expected[i]!));
  expect(worst).to.be.lessThan(tolerance);
}

/** Trains on whole batches in one process, by tfjs's own loss and optimizer, over the same order of rows. */
function reference(
  tf: TensorFlow,
  model: LayersModel,
  { net, batchSize, maxEpoch, seed }: TrainingState,
  samples: readonly Sample[],
  learningRate: number,
): Float32Array {
  setWeights(tf, model, net.values);
  model.compile({ optimizer: tf.train.adam(learningRate), loss: 'sparseCategoricalCrossentropy' });
  const optimizer = tf.train.adam(learningRate);
  for (let epoch = 1; epoch <= maxEpoch; epoch++) {
    const order = [...epochOrder(samples.length, epoch, seed, true)];
    for (let from = 0; from < order.length; from += batchSize) {
      const batch = order.slice(from, from + batchSize).map((row) => samples[row]!);
      optimizer.minimize(() => {
        const output = model.apply(tf.tensor2d(batch.map(({ features }) => [...features!])), {
          training: true,
        }) as import('@tensorflow/tfjs-node').Tensor2D;
        const target = tf.oneHot(
          tf.tensor1d(
            batch.map(({ label }) => label!),
            'int32',
          ),
          output.shape[1],
        );
        const loss = target.mul(tf.log(output)).sum().neg().div(batch.length);
        return model.calculateLosses().reduce((sum, penalty) => sum.add(penalty), loss) as import('@tensorflow/tfjs-node').Scalar;
      });
    }
  }
  return readLayersModel(model).values;
}

describe('train', () => {
  let tf: TensorFlow;
  before(async () => {
    tf = await tensorflow();
  });

  const head = (width: number, classes: number, activation: 'tanh' | 'elu' = 'tanh') =>
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 6, activation, inputShape: [width], kernelRegularizer: tf.regularizers.l2({ l2: 0.05 }) }),
        tf.layers.dense({ units: classes, activation: 'softmax' }),
      ],
    });

  // Plain TypeScript knows tanh; elu goes through TensorFlow.
  for (const activation of ['tanh', 'elu'] as const)
    it(`equals the training of whole batches by tfjs in one process, on one, two and three workers, with ${activation}`, async () => {
      const model = head(5, 3, activation);
      const samples = clouds(61, 5, 3);
      const task = state(readLayersModel(model));
      const tables = partitionsOf(samples, [20, 0, 1, 40], 5);
      const expected = reference(tf, model, task, samples, 0.01);
      for (const size of activation === 'tanh' ? [1, 2, 3] : [1, 3])
        expectClose((await trained(task, tables, size)).values, expected, 1e-5);
    });

  for (const activation of ['tanh', 'elu'] as const)
    it(`counts penalties once where ranks have empty shares, with ${activation}`, async () => {
      const model = head(4, 2, activation);
      const samples = clouds(5, 4, 2);
      const task = state(readLayersModel(model), { batchSize: 2, maxEpoch: 20 });
      const tables = partitionsOf(samples, [2, 3], 4);
      const expected = reference(tf, model, task, samples, 0.01);
      expectClose((await trained(task, tables, 3)).values, expected, 1e-5);
      expect(Math.max(...expected.map((value, i) => Math.abs(value - task.net.values[i]!)))).to.be.greaterThan(0.05);
    });

  it('trains on one row with more workers than rows', async () => {
    const task = state(readLayersModel(head(4, 2)), { maxEpoch: 100 });
    const { rows, history } = await trained(task, partitionsOf(clouds(1, 4, 2), [0, 1], 4), 3);
    expect(rows).to.equal(1);
    expect(history.at(-1)!.loss).to.be.lessThan(history[0]!.loss);
    expect(history.at(-1)!.accuracy).to.equal(1);
  });

  it('draws the same dropout for a row whichever worker computes it', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 12, activation: 'relu', inputShape: [4] }),
        tf.layers.dropout({ rate: 0.4 }),
        tf.layers.gaussianNoise({ stddev: 0.3 }),
        tf.layers.dense({ units: 2, activation: 'softmax' }),
      ],
    });
    const task = state(readLayersModel(model));
    const tables = partitionsOf(clouds(30, 4, 2), [30], 4);
    expectClose((await trained(task, tables, 2)).values, (await trained(task, tables, 1)).values, 1e-5);
  });

  it('draws the same dropout again in plain TypeScript, and other dropout from another seed', async () => {
    const model = tf.sequential({
      layers: [tf.layers.dropout({ rate: 0.4, inputShape: [4] }), tf.layers.dense({ units: 2, activation: 'softmax' })],
    });
    const task = state(readLayersModel(model));
    const tables = partitionsOf(clouds(30, 4, 2), [30], 4);
    const [one, again, two] = [await trained(task, tables, 1), await trained(task, tables, 1), await trained(task, tables, 2)];
    expect(again.values).to.deep.equal(one.values);
    expectClose(two.values, one.values, 1e-5);
    expect((await trained({ ...task, seed: 8 }, tables, 1)).values).to.not.deep.equal(one.values);
  });

  it('averages the moving statistics of batch normalisation over the workers', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 3, inputShape: [4] }),
        tf.layers.batchNormalization({ momentum: 0.5 }),
        tf.layers.dense({ units: 2, activation: 'softmax' }),
      ],
    });
    const samples = clouds(8, 4, 2);
    const task = state(readLayersModel(model), { optimizer: optimizerConfig('sgd', 1e-12), maxEpoch: 1, shuffle: false });
    const { values } = await trained(task, partitionsOf(samples, [8], 4), 2);
    setWeights(tf, model, task.net.values);
    const dense = model.layers[0]!.apply(
      tf.tensor2d(samples.map(({ features }) => [...features!])),
    ) as import('@tensorflow/tfjs-node').Tensor2D;
    const means = dense.mean(0).mul(0.5).dataSync();
    expectClose(values.slice(-6, -3), means, 1e-5);
    expect(values.slice(-3)).to.not.deep.equal(task.net.values.slice(-3));
  });

  it('stops at a loss that is no number, and names the epoch, the step and the way out', async () => {
    const samples = clouds(20, 4, 2).map((sample, i) => (i === 11 ? { ...sample, features: [NaN, 0, 0, 0] } : sample));
    const error = await failure(state(readLayersModel(head(4, 2)), { shuffle: false, batchSize: 5 }), partitionsOf(samples, [20], 4), 2);
    expect(error.message).to.match(
      /\[TRAINING_DIVERGED\] The loss must be a finite number; it is NaN in epoch 1 of 3, step 3\. Lower the learning rate \(it is 0\.01\)/,
    );
  });

  it('stops at weights that the last step made infinite, which no loss shows', async () => {
    const task = state(readLayersModel(head(4, 2)), { batchSize: 20, maxEpoch: 1, optimizer: optimizerConfig('sgd', 1e300) });
    const error = await failure(task, partitionsOf(clouds(20, 4, 2), [20], 4), 2);
    expect(error.message).to.match(
      /\[TRAINING_DIVERGED\] The weights must be finite numbers; one is -?(Infinity|NaN) after the last step, in epoch 1 of 1\. Lower/,
    );
  });

  for (const [name, units] of [
    ['plain TypeScript', 1],
    ['TensorFlow', 1200],
  ] as const) {
    const layers = () => [
      ...(units > 1 ? [tf.layers.dense({ units, inputShape: [4], activation: 'tanh' as const })] : []),
      tf.layers.dense(units > 1 ? { units: 1 } : { units: 1, inputShape: [4] }),
    ];

    it(`names the epoch where a regression explodes: ${name}`, async () => {
      const net = readLayersModel(tf.sequential({ layers: layers() }));
      const task = state(net, { criterion: 'meanSquaredError', optimizer: optimizerConfig('sgd', 1e10), maxEpoch: 20, batchSize: 20 });
      const error = await failure(task, partitionsOf(clouds(20, 4, 2), [20], 4));
      expect(error.message).to.match(/\[TRAINING_DIVERGED\] The (loss|weights) must be .* in epoch \d+ of 20/);
    });

    it(`names the first epoch where the learning rate is infinite: ${name}`, async () => {
      const net = readLayersModel(tf.sequential({ layers: layers() }));
      const task = state(net, { criterion: 'meanSquaredError', optimizer: optimizerConfig('adam', Infinity), batchSize: 20 });
      const error = await failure(task, partitionsOf(clouds(20, 4, 2), [20], 4));
      expect(error.message).to.match(/\[TRAINING_DIVERGED\] The weights must be finite numbers; .* in epoch 1 of 3/);
    });
  }

  it('goes on with a learning rate that saturates a softmax, while losses and weights are finite', async () => {
    const task = state(readLayersModel(head(4, 2)), { optimizer: optimizerConfig('adam', 1e10) });
    const { history, values } = await trained(task, partitionsOf(clouds(20, 4, 2), [20], 4), 1);
    expect([...history.map(({ loss }) => loss), ...values].every(Number.isFinite)).to.equal(true);
  });

  it('refuses a label that no output stands for, saying what it must be', async () => {
    const error = await failure(
      state(readLayersModel(head(4, 2))),
      partitionsOf([...clouds(6, 4, 2), { features: [1, 2, 3, 4], label: 3 }], [4, 3], 4),
    );
    expect(error.condition).to.equal('INVALID_LABEL');
    expect(error.message).to.include(
      "Column 'label' must hold 0 or 1, as the net has 2 outputs and classes count from 0; got 3. Row 2 of partition 1.",
    );
    expect(error.message).to.include('give the last layer 4 units');
  });

  it('refuses nulls, or leaves their rows out where asked', async () => {
    const samples = [
      ...clouds(6, 4, 2),
      { features: null, label: 1 },
      { features: [1, 2, 3, 4], label: null },
      { features: [1, 2, 3, 4], label: 0.5 },
    ];
    const task = state(readLayersModel(head(4, 2)));
    const tables = partitionsOf(samples, [9], 4);
    expect((await failure(task, tables)).message).to.include(
      "Column 'features' must have no nulls in training; got null. Row 6 of partition 0.",
    );
    const { rows, skipped } = await trained({ ...task, handleInvalid: 'skip' }, tables, 2);
    expect([rows, skipped]).to.deep.equal([6, 3]);
  });

  it('refuses features of another width than the net takes', async () => {
    const error = await failure(state(readLayersModel(head(5, 2))), partitionsOf(clouds(6, 4, 2), [6], 4));
    expect(error.message).to.match(/Every row of column 'features' must have 5 numbers; row \d .*has 4\b/);
  });

  it('refuses to train on nothing', async () => {
    const error = await failure(state(readLayersModel(head(4, 2))), [samplesTable([], 4)], 2);
    expect(error.condition).to.equal('NO_TRAINING_ROWS');
  });
});
