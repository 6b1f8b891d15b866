import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { tensorflow } from '#lib/nn/tensorflow.js';
import { withoutHead } from './backbone.js';
import { shapePictures } from './shape-pictures.js';
import { shapes } from './shapes.js';
import { trainBackbone } from './train-backbone.js';

/** Trains the backbone on drawn shapes and writes it to OUT as a tfjs model. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      pictures: { type: 'string', default: '8000' },
      epochs: { type: 'string', default: '9' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: 'out/backbone' },
    },
  });
  const { pictures, epochs, seed } = { pictures: Number(values.pictures), epochs: Number(values.epochs), seed: Number(values.seed) };
  const tf = await tensorflow();
  const side = 72;
  const report = (total: number) => (count: number) => {
    if (count % 1000 === 0) console.log(`drawn ${count} of ${total}`);
  };
  const train = await shapePictures(pictures, side, seed, report(pictures));
  const held = await shapePictures(800, side, seed + 1, report(800));
  const started = performance.now();
  const model = await trainBackbone(tf, train, held, {
    classes: Object.keys(shapes).length,
    epochs,
    batchSize: 64,
    learningRate: 3e-3,
    seed,
    onEpoch: (epoch, loss, accuracy) => {
      const seconds = (performance.now() - started) / 1000;
      console.log(
        `epoch ${epoch} of ${epochs}: loss ${loss.toFixed(3)}, held-out accuracy ${accuracy.toFixed(3)}, ${seconds.toFixed(0)} s`,
      );
    },
  });
  await mkdir(values.out, { recursive: true });
  await withoutHead(tf, model).save(`file://${values.out}`);
  console.log(`wrote ${values.out}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
