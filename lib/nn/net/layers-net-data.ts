import { sharedMemory } from '#lib/arrow/shared-memory.js';
import type { LayersModel, Tensor } from '@tensorflow/tfjs-node';
import { AnalysisError } from '#lib/errors.js';
import type { TensorFlow } from '#lib/nn/tensorflow.js';
import type { LayersTopology } from './layers-topology.js';

/** A tfjs LayersModel as plain data: what goes to the workers, and what is saved. One input, one output. */
export interface LayersNetData {
  readonly kind: 'layers';
  readonly topology: LayersTopology;
  /** The shapes of the weights in the model's order: those that train, then the others. */
  readonly weights: readonly WeightSpec[];
  /** The weights as float32, one after the other, in shared memory. */
  readonly values: Float32Array;
  /** One sample, without the batch; null where the model leaves a dimension open. */
  readonly inputShape: readonly (number | null)[];
  readonly outputShape: readonly number[];
  /** About how many multiplications the model makes of one sample. */
  readonly multiplications: number;
}

export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
}

/** The plain data of a model, with the weights that it has now. */
export function readLayersModel(model: LayersModel): LayersNetData {
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    throw new AnalysisError(
      'UNSUPPORTED_MODEL',
      `A model must have one input and one output; '${model.name}' has ${model.inputs.length} and ${model.outputs.length}. ` +
        'Make a model of the tensors that you need: tf.model({ inputs, outputs }).',
    );
  }
  const weights = model.weights.map(({ originalName, shape, trainable }) => ({ name: originalName, shape: shape as number[], trainable }));
  const values = sharedFloats(weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
  writeWeights(model, values);
  return {
    kind: 'layers',
    topology: model.toJSON(null, false) as unknown as LayersTopology,
    weights,
    values,
    inputShape: model.inputs[0]!.shape.slice(1),
    outputShape: model.outputs[0]!.shape.slice(1).map((size) => size ?? 1),
    multiplications: multiplicationsOf(model),
  };
}

/** Each kernel is used once for each place of the layer's output (pixels, time steps). */
function multiplicationsOf(model: LayersModel): number {
  return model.layers.reduce((sum, layer) => {
    const places = (layer.outputShape as (number | null)[]).slice(1, -1).reduce<number>((product, size) => product * (size ?? 1), 1);
    const kernels = layer.weights.filter(({ shape }) => shape.length > 1);
    return sum + places * kernels.reduce((size, { shape }) => size + sizeOf(shape as number[]), 0);
  }, 0);
}

/** Copies the weights of a model into `values`, in the model's order. */
export function writeWeights(model: LayersModel, values: Float32Array): void {
  let offset = 0;
  for (const weight of model.weights) {
    const tensor = weight.read();
    values.set(tensor.dataSync<'float32'>(), offset);
    offset += tensor.size;
  }
}

/** Builds the model of plain data in this thread. The caller disposes it. */
export async function openLayersModel(tf: TensorFlow, data: LayersNetData): Promise<LayersModel> {
  const model = await buildTopology(tf, data.topology);
  setWeights(tf, model, data.values);
  return model;
}

/** Builds a model with the weights that its initialisers draw. Throws an AnalysisError where a layer is not one of tfjs's. */
export async function buildTopology(tf: TensorFlow, topology: LayersTopology): Promise<LayersModel> {
  try {
    return await tf.models.modelFromJSON({ modelTopology: topology } as never);
  } catch (cause) {
    const reason = (cause as Error).message.split('\n', 1)[0];
    throw new AnalysisError('UNSUPPORTED_MODEL', `The model must be made of tfjs's own layers, which a worker can build again: ${reason}`, {
      cause,
    });
  }
}

/** Gives a model the weights in `values`, which are in its order. */
export function setWeights(tf: TensorFlow, model: LayersModel, values: Float32Array): void {
  tf.tidy(() => {
    const tensors: Tensor[] = [];
    let offset = 0;
    for (const { shape } of model.weights) {
      const size = sizeOf(shape as number[]);
      // A copy, as tfjs keeps a hold of what it is given until the first op runs on it.
      tensors.push(tf.tensor(values.slice(offset, offset + size), shape as number[]));
      offset += size;
    }
    model.setWeights(tensors);
  });
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Floats that threads share. */
export const sharedFloats = (length: number): Float32Array => new Float32Array(sharedMemory(length * Float32Array.BYTES_PER_ELEMENT));
