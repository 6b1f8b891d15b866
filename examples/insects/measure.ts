import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Tensor } from '@tensorflow/tfjs-node';
import { Net } from '#lib/nn/net/net.js';
import { openNet } from '#lib/nn/net/net-runner.js';
import { drawInsects } from './draw-insects.js';
import { backboneInput, colourAndSize, type Feature, type Rows, rowsOf, smallPixels } from './features.js';

type TensorFlow = typeof import('@tensorflow/tfjs-node');

/** Says how well a logistic regression tells ants from bees by colours and file size, by raw pixels, and by the backbone. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      model: { type: 'string', default: 'examples/insects/backbone.onnx' }, seeds: { type: 'string', default: '7,8,9' },
      train: { type: 'string', default: '120' }, val: { type: 'string', default: '75' },
    },
  });
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  const { default: tf } = (await import('@tensorflow/tfjs-node')) as unknown as { default: TensorFlow };
  const runner = await openNet((await Net.loadOnnx(values.model)).toData(), { threads: 1 });
  const features: Record<string, Feature> = {
    'colours and file size': colourAndSize,
    'pixels, 32 x 32': smallPixels,
    'the backbone': async (jpeg) => runner.predict(await backboneInput(jpeg), 1),
  };
  for (const seed of values.seeds.split(',').map(Number)) {
    const folder = await mkdtemp(join(tmpdir(), 'insects-'));
    try {
      const started = performance.now();
      await drawInsects(folder, { train: Number(values.train), val: Number(values.val) }, seed);
      console.log(`seed ${seed}: drawn in ${((performance.now() - started) / 1000).toFixed(1)} s`);
      for (const [name, feature] of Object.entries(features)) {
        const [train, val] = [await rowsOf(join(folder, 'train'), ['ants', 'bees'], feature), await rowsOf(join(folder, 'val'), ['ants', 'bees'], feature)];
        const { seen, unseen } = await accuracy(tf, train, val, seed);
        console.log(`  ${name.padEnd(22)} train ${seen.toFixed(3)}  validation ${unseen.toFixed(3)}`);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  await runner.close();
}

/** Trains the head of the example (softmax, Adam, batches of 16, 25 epochs) on standardised features. */
async function accuracy(tf: TensorFlow, train: Rows, val: Rows, seed: number): Promise<{ seen: number; unseen: number }> {
  const matrix = (rows: Rows) => tf.tensor2d(rows.x.map((row) => Array.from(row)));
  const raw = matrix(train);
  const { mean, variance } = tf.moments(raw, 0);
  const standard = (x: Tensor): Tensor => tf.tidy(() => x.sub(mean).div(variance.sqrt().add(1e-6)));
  const kernelInitializer = tf.initializers.glorotUniform({ seed });
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [raw.shape[1]], units: 2, activation: 'softmax', kernelInitializer })] });
  model.compile({ optimizer: tf.train.adam(0.003), loss: 'sparseCategoricalCrossentropy' });
  const labels = tf.tensor1d([...train.y]);
  const order = Array.from(tf.util.createShuffledIndices(train.y.length));
  const shuffled = tf.tidy(() => standard(raw).gather(order));
  await model.fit(shuffled, labels.gather(order), { epochs: 25, batchSize: 16, shuffle: true, verbose: 0 });
  const share = (rows: Rows): number => tf.tidy(() => {
    const guesses = (model.predict(standard(matrix(rows))) as Tensor).argMax(-1).dataSync();
    return rows.y.filter((label, i) => guesses[i] === label).length / rows.y.length;
  });
  return { seen: share(train), unseen: share(val) };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
