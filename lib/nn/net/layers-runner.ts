import type { Tensor } from '@tensorflow/tfjs-node';
import { tensorflow } from '#lib/nn/tensorflow.js';
import { denseStack, runDense, type StackLayer, weightsOf } from './dense-stack.js';
import { type LayersNetData, openLayersModel } from './layers-net-data.js';
import type { NetRunner } from './net-runner.js';

/** Multiplications of one sample below which plain TypeScript is done before TensorFlow's ops are called. */
const PLAIN_WORK = 100_000;

/** Opens a tfjs model for prediction in this thread. Threads are TensorFlow's own: one pool a process. */
export async function openLayers(data: LayersNetData): Promise<NetRunner> {
  const stack = data.multiplications <= PLAIN_WORK ? denseStack(data.topology, data.inputShape) : undefined;
  return stack === undefined ? openInTensorFlow(data) : openPlain(data, stack);
}

/** A small stack of dense layers, without TensorFlow. */
function openPlain(data: LayersNetData, stack: readonly StackLayer[]): NetRunner {
  const run = (batch: Float32Array, count: number): Float32Array => {
    let values = batch;
    let offset = 0;
    for (const layer of stack) {
      if (layer.kind !== 'dense') continue;
      const output = new Float32Array(count * layer.units);
      runDense(layer, data.values.subarray(offset, (offset += weightsOf(layer))), values, output, count);
      values = output;
    }
    return values;
  };
  return {
    inputShape: data.inputShape,
    outputShape: data.outputShape,
    predict: (batch, count) => Promise.resolve(run(batch, count)),
    close: () => Promise.resolve(),
  };
}

async function openInTensorFlow(data: LayersNetData): Promise<NetRunner> {
  const tf = await tensorflow();
  const model = await openLayersModel(tf, data);
  let open = true;
  return {
    inputShape: data.inputShape,
    outputShape: data.outputShape,
    async predict(batch, count) {
      const output = tf.tidy(
        () => model.apply(tf.tensor(batch.slice(), [count, ...(data.inputShape as number[])]), { training: false }) as Tensor,
      );
      const values = await output.data<'float32'>();
      output.dispose();
      return values;
    },
    close() {
      if (open) model.dispose();
      open = false;
      return Promise.resolve();
    },
  };
}
