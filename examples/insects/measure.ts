import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Net } from '#lib/nn/net/net.js';
import { openNet } from '#lib/nn/net/net-runner.js';
import { tensorflow } from '#lib/nn/tensorflow.js';
import { drawInsects } from './draw-insects.js';
import { backboneInput, colourAndSize, type Feature, rowsOf, smallPixels } from './features.js';
import { headAccuracy } from './head-accuracy.js';

/** Says how well a logistic regression tells ants from bees by colours and file size, by raw pixels, and by the backbone. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      model: { type: 'string', default: 'examples/insects/backbone.onnx' },
      seeds: { type: 'string', default: '7,8,9' },
      train: { type: 'string', default: '120' },
      val: { type: 'string', default: '75' },
    },
  });
  const tf = await tensorflow();
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
        const [train, val] = [
          await rowsOf(join(folder, 'train'), ['ants', 'bees'], feature),
          await rowsOf(join(folder, 'val'), ['ants', 'bees'], feature),
        ];
        const { seen, unseen } = await headAccuracy(tf, train, val, seed);
        console.log(`  ${name.padEnd(22)} train ${seen.toFixed(3)}  validation ${unseen.toFixed(3)}`);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  await runner.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
