// preprocessing-program IMAGES WORKERS: photographs a second that become normalised NCHW tensors in the workers.
import { join } from 'node:path';
import { initNNContext, NNImageReader } from 'kindling';
import { photographSteps } from './photograph-steps.js';
import { serve } from './serve.js';

const [images, workers] = process.argv.slice(2) as [string, string];
await using spark = await initNNContext({ master: `local[${workers}]`, appName: 'preprocessing' });
const pictures = NNImageReader.readImages(join(images, '*/*/*.jpg'), spark, { minPartitions: 4 });
const task = {
  module: new URL('./preprocess-task.js', import.meta.url).href,
  name: 'preprocess',
  key: 'preprocess',
  state: photographSteps().toJSON(),
};
await serve(async () => {
  const start = performance.now();
  const count = await spark.engine.aggregate<number>(pictures.relation, task);
  return (1000 * count) / (performance.now() - start);
});
