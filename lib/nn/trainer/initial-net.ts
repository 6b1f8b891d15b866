import type { layers, LayersModel, Variable } from '@tensorflow/tfjs-node';
import type { Shape } from '#lib/image/preprocessing.js';
import { AnalysisError } from '#lib/errors.js';
import { isUntouched } from './initial-weights.js';
import { buildTopology, type LayersNetData, readLayersModel, sizeOf } from '#lib/nn/net/layers-net-data.js';
import { type LayersTopology, seedInitializers, sequentialTopology } from '#lib/nn/net/layers-topology.js';
import { tensorflow } from '#lib/nn/tensorflow.js';

/** A net to train: a tfjs model, or layers in a row that take what the features give. */
export type TrainableNet = LayersModel | readonly layers.Layer[];

/**
 * The plain data of a net to train, with the weights that training starts from: those that somebody trained, loaded or set stay;
 * those that still are what tfjs's initialisers drew are drawn again, from `seed`.
 */
export async function initialNet(net: TrainableNet, samples: Shape, seed: number): Promise<LayersNetData> {
  if (!isModel(net)) {
    if (samples === undefined) {
      throw new AnalysisError(
        'UNSUPPORTED_MODEL',
        'A head given as a list of layers needs features of a known shape: a vector column, or a featurePreprocessing that ends in one. Give a model whose first layer has an inputShape: tf.sequential({ layers: [...] }).',
      );
    }
    return seededNet(sequentialTopology(net, samples), seed);
  }
  const data = readLayersModel(net);
  if (data.inputShape.includes(null)) {
    throw new AnalysisError(
      'UNSUPPORTED_MODEL',
      `A model to train must fix its input's shape; '${net.name}' takes [${data.inputShape.map((size) => size ?? 'null').join(', ')}]. Give its first layer an inputShape.`,
    );
  }
  const untouched = net.weights.map((weight) => isUntouched(weight.read() as Variable));
  if (!untouched.includes(true)) return data;
  const drawn = await seededNet(data.topology, seed);
  let offset = 0;
  data.weights.forEach(({ shape }, i) => {
    const end = offset + sizeOf(shape);
    if (untouched[i]) data.values.set(drawn.values.subarray(offset, end), offset);
    offset = end;
  });
  return data;
}

/** How many numbers a net gives for a sample. */
export function outputWidthOf(net: TrainableNet): number {
  if (isModel(net)) return sizeOf(net.outputs[0]!.shape.slice(1).map((size) => size ?? 1));
  const units = net.map((layer) => layer.getConfig()['units']).findLast((each) => typeof each === 'number');
  if (units !== undefined) return units;
  throw new AnalysisError(
    'UNSUPPORTED_MODEL',
    'A head given as a list of layers must end in a dense layer. Give a model: tf.sequential({ layers: [...] }).',
  );
}

const isModel = (net: TrainableNet): net is LayersModel => !Array.isArray(net);

async function seededNet(topology: LayersTopology, seed: number): Promise<LayersNetData> {
  const model = await buildTopology(await tensorflow(), seedInitializers(topology, seed));
  const data = { ...readLayersModel(model), topology };
  model.dispose();
  return data;
}
