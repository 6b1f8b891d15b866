import { expect } from 'chai';
import { readLayersModel } from '#lib/nn/net/layers-net-data.js';
import { tensorflow } from '#lib/nn/tensorflow.js';
import { openEagerReplica } from '#lib/nn/trainer/eager-replica.js';
import { objectiveOf } from '#lib/nn/trainer/objective.js';

describe('openEagerReplica', () => {
  it('keeps no tensor from step to step, and none once closed', async () => {
    const tf = await tensorflow();
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 5, activation: 'relu', inputShape: [3], kernelRegularizer: 'l1l2', kernelConstraint: 'maxNorm' }),
        tf.layers.batchNormalization(),
        tf.layers.dropout({ rate: 0.5 }),
        tf.layers.dense({ units: 2, activation: 'softmax' }),
      ],
    });
    const net = readLayersModel(model);
    const before = tf.memory().numTensors;
    const replica = await openEagerReplica(net, objectiveOf(net, 'sparseCategoricalCrossentropy'), 1);
    const sums = new Float32Array(replica.weights.length + replica.stateSize + 2);
    const counts = new Set<number>();
    for (let step = 0; step < 5; step++) {
      replica.step({ features: Float32Array.of(1, 2, 3, 4, 5, 6), labels: Float32Array.of(0, 1), count: 2, batch: 2, from: 0, step }, sums);
      replica.load(sums.subarray(replica.weights.length, replica.weights.length + replica.stateSize));
      counts.add(tf.memory().numTensors);
    }
    expect(counts.size).to.equal(1);
    replica.close();
    expect(tf.memory().numTensors).to.equal(before);
  });
});
