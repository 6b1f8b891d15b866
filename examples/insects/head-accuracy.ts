import type { Tensor } from '@tensorflow/tfjs-node';
import type { TensorFlow } from '#lib/nn/tensorflow.js';
import type { Rows } from './features.js';
import { Random } from './random.js';

/**
 * The share of rows that a softmax over two classes names after 25 epochs of Adam in batches of 16, as the head of the example is
 * trained; of those that it has seen, and of those that it has not. Features are brought to mean 0 and deviation 1 first.
 */
export async function headAccuracy(tf: TensorFlow, train: Rows, val: Rows, seed: number): Promise<{ seen: number; unseen: number }> {
  const matrix = (rows: Rows) => tf.tensor2d(rows.x.map((row) => Array.from(row)));
  const raw = matrix(train);
  const { mean, variance } = tf.moments(raw, 0);
  const standard = (x: Tensor): Tensor => tf.tidy(() => x.sub(mean).div(variance.sqrt().add(1e-6)));
  const kernelInitializer = tf.initializers.glorotUniform({ seed });
  const model = tf.sequential({
    layers: [tf.layers.dense({ inputShape: [raw.shape[1]], units: 2, activation: 'softmax', kernelInitializer })],
  });
  model.compile({ optimizer: tf.train.adam(0.003), loss: 'sparseCategoricalCrossentropy' });
  const order = new Random(seed).order(train.y.length);
  const x = tf.tidy(() => standard(raw).gather(order));
  const y = tf.tensor1d(order.map((row) => train.y[row]!));
  await model.fit(x, y, { epochs: 25, batchSize: 16, shuffle: false, verbose: 0 });
  const share = (rows: Rows): number =>
    tf.tidy(() => {
      const guesses = (model.predict(standard(matrix(rows))) as Tensor).argMax(-1).dataSync();
      return rows.y.filter((label, i) => guesses[i] === label).length / rows.y.length;
    });
  return { seen: share(train), unseen: share(val) };
}
