import type { LayersModel, Sequential } from '@tensorflow/tfjs-node';
import type { TensorFlow } from '#lib/nn/tensorflow.js';

/** The side of the square that the backbone looks at, in pixels; each pixel is (value - 127) / 128. */
export const inputSide = 64;

/** The layer whose output is the embedding, and how many numbers it has. */
export const embeddingLayer = 'embedding';
export const embeddingSize = 128;

/** A small convolutional net with a softmax of `classes` on top; initial weights follow the seed. */
export function buildBackbone(tf: TensorFlow, classes: number, seed: number): Sequential {
  const model = tf.sequential();
  let draws = 0;
  const initializer = () => tf.initializers.heNormal({ seed: seed + ++draws });
  const convolution = (name: string, filters: number, strides: number, input = {}) => {
    model.add(
      tf.layers.conv2d({
        name,
        filters,
        kernelSize: 3,
        strides,
        padding: 'same',
        useBias: false,
        kernelInitializer: initializer(),
        ...input,
      }),
    );
    model.add(tf.layers.batchNormalization({ name: `${name}_norm`, momentum: 0.9 }));
    model.add(tf.layers.reLU({ name: `${name}_relu` }));
  };
  convolution('conv1', 24, 2, { inputShape: [inputSide, inputSide, 3] });
  convolution('conv2', 48, 2);
  convolution('conv3', 64, 1);
  model.add(tf.layers.maxPooling2d({ name: 'pool', poolSize: 2, strides: 2 }));
  convolution('conv4', 96, 1);
  convolution('conv5', embeddingSize, 1);
  model.add(tf.layers.globalAveragePooling2d({ name: 'mean' }));
  // Numbers of about mean 0 and deviation 1 are what a head learns from soonest.
  model.add(tf.layers.batchNormalization({ name: embeddingLayer, momentum: 0.9 }));
  model.add(tf.layers.dense({ name: 'shape', units: classes, activation: 'softmax', kernelInitializer: initializer() }));
  return model;
}

/** The same net without its softmax. */
export const withoutHead = (tf: TensorFlow, model: LayersModel): LayersModel =>
  tf.model({ inputs: model.inputs, outputs: model.getLayer(embeddingLayer).output as never });
