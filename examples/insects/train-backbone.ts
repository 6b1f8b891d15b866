import type { Sequential, Tensor } from '@tensorflow/tfjs-node';
import type { TensorFlow } from '#lib/nn/tensorflow.js';
import { buildBackbone, inputSide } from './backbone.js';
import { Random } from './random.js';
import { cropBatch, type ShapePictures } from './shape-pictures.js';

export interface TrainingOptions {
  readonly classes: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly seed: number;
  readonly onEpoch: (epoch: number, loss: number, accuracy: number) => void;
}

/** A backbone that tells shapes apart, trained with Adam whose steps shrink to nothing along a cosine. */
export async function trainBackbone(
  tf: TensorFlow,
  train: ShapePictures,
  held: ShapePictures,
  options: TrainingOptions,
): Promise<Sequential> {
  const { classes, epochs, batchSize, learningRate, seed, onEpoch } = options;
  const model = buildBackbone(tf, classes, seed);
  const optimizer = tf.train.adam(learningRate);
  model.compile({ optimizer, loss: 'sparseCategoricalCrossentropy' });
  const random = new Random(seed);
  const batches = Math.floor(train.labels.length / batchSize);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = random.order(train.labels.length);
    let loss = 0;
    for (let b = 0; b < batches; b++) {
      const progress = (epoch * batches + b) / (epochs * batches);
      // Typed as protected, yet the only way to move the step size of a compiled model without starting Adam anew.
      (optimizer as unknown as { learningRate: number }).learningRate = learningRate * 0.5 * (1 + Math.cos(Math.PI * progress));
      const rows = order.slice(b * batchSize, (b + 1) * batchSize);
      const x = tf.tensor4d(cropBatch(train, rows, inputSide, random), [rows.length, inputSide, inputSide, 3]);
      const y = tf.tensor1d(rows.map((row) => train.labels[row]!));
      loss += (await model.trainOnBatch(x, y)) as number;
      tf.dispose([x, y]);
    }
    onEpoch(epoch + 1, loss / batches, shapeAccuracy(tf, model, held));
  }
  return model;
}

/** The share of pictures whose shape the model names. */
function shapeAccuracy(tf: TensorFlow, model: Sequential, pictures: ShapePictures): number {
  let right = 0;
  for (let start = 0; start < pictures.labels.length; start += 64) {
    const rows = Array.from({ length: Math.min(64, pictures.labels.length - start) }, (_, i) => start + i);
    const guesses = tf.tidy(() => {
      const x = tf.tensor4d(cropBatch(pictures, rows, inputSide), [rows.length, inputSide, inputSide, 3]);
      return (model.predict(x) as Tensor).argMax(-1).dataSync();
    });
    rows.forEach((row, i) => {
      if (guesses[i] === pictures.labels[row]) right++;
    });
  }
  return right / pictures.labels.length;
}
