import type { Tensor } from '@tensorflow/tfjs-node';
import { tensorflow } from '#lib/nn/tensorflow.js';
import { type LayersNetData, openLayersModel } from './layers-net-data.js';
import type { NetRunner } from './net-runner.js';

/** Opens a tfjs model for prediction in this thread. Threads are TensorFlow's own: one pool a process. */
export async function openLayers(data: LayersNetData): Promise<NetRunner> {
  const tf = await tensorflow();
  const model = await openLayersModel(tf, data);
  let open = true;
  return {
    inputShape: data.inputShape,
    outputShape: data.outputShape,
    async predict(batch, count) {
      const output = tf.tidy(() => model.apply(tf.tensor(batch.slice(), [count, ...(data.inputShape as number[])]), { training: false }) as Tensor);
      const values = (await output.data()) as Float32Array;
      output.dispose();
      return values;
    },
    async close() {
      if (open) model.dispose();
      open = false;
    },
  };
}
