import type { LayersModel, Scalar, Tensor, Variable } from '@tensorflow/tfjs-node';
import { type LayersNetData, openLayersModel, writeWeights } from '#lib/nn/net/layers-net-data.js';
import type { TensorFlow } from '#lib/nn/tensorflow.js';
import { tensorflow } from '#lib/nn/tensorflow.js';
import type { Objective } from './objective.js';
import type { Replica, Share } from './replica.js';
import { seedRandomLayers } from './seed-random-layers.js';

/** A copy of any tfjs model, run op by op. */
export async function openEagerReplica(net: LayersNetData, objective: Objective, seed: number): Promise<Replica> {
  const tf = await tensorflow();
  const model = await openLayersModel(tf, { ...net, topology: objective.topology });
  return new EagerReplica(tf, model, net.inputShape as number[], objective, seed);
}

class EagerReplica implements Replica {
  readonly weights: Float32Array;
  readonly stateSize: number;
  readonly #tf: TensorFlow;
  readonly #model: LayersModel;
  readonly #inputShape: readonly number[];
  readonly #objective: Objective;
  readonly #beforeStep: (share: Share) => void;

  constructor(tf: TensorFlow, model: LayersModel, inputShape: readonly number[], objective: Objective, seed: number) {
    this.#tf = tf;
    this.#model = model;
    this.#inputShape = inputShape;
    this.#objective = objective;
    this.#beforeStep = seedRandomLayers(tf, model, seed);
    const sizes = (variables: readonly Variable[]) => variables.reduce((sum, { size }) => sum + size, 0);
    this.weights = new Float32Array(sizes(this.#trainable));
    this.stateSize = sizes(this.#state);
    copyOut(this.#trainable, this.weights, 1);
  }

  step(share: Share, sums: Float32Array): void {
    sums.fill(0);
    if (share.count === 0) return;
    this.#beforeStep(share);
    const all = this.#tf.tidy(() => this.#run(share));
    const result = all.dataSync<'float32'>();
    all.dispose();
    const { length } = this.weights;
    sums.set(result.subarray(0, length));
    if (this.stateSize > 0) copyOut(this.#state, sums.subarray(length, length + this.stateSize), share.count / share.batch);
    sums[sums.length - 2] = result[length]!;
    sums[sums.length - 1] = this.#objective.right?.(result, length + 1, share.count, share.labels) ?? 0;
  }

  load(state: Float32Array): void {
    this.#tf.tidy(() => {
      copyIn(this.#tf, this.#model.trainableWeights, this.weights);
      if (this.stateSize > 0) copyIn(this.#tf, statistics(this.#model), state);
    });
    if (this.#model.trainableWeights.some(({ constraint }) => constraint)) copyOut(this.#trainable, this.weights, 1);
  }

  read(values: Float32Array): void {
    writeWeights(this.#model, values);
  }

  close(): void {
    this.#model.dispose();
  }

  /** One vector for all that this step gives, as each read from TensorFlow costs more than the copy: gradients, loss, outputs. */
  #run({ features, labels, count, batch }: Share): Tensor {
    const tf = this.#tf;
    const { outputWidth } = this.#objective;
    const input = tf.tensor(features.slice(0, features.length), [count, ...this.#inputShape]);
    const target = this.#target(labels, count);
    let output!: Tensor;
    const { value, grads } = tf.variableGrads(() => {
      output = tf.keep(this.#model.apply(input, { training: true }) as Tensor);
      const losses = this.#objective.loss(tf, target.reshape(output.shape), output);
      // A sample may have several losses, one a time step; their mean is the sample's.
      const mean = losses.sum().mul(count / (losses.size * batch));
      return this.#model.calculateLosses().reduce((sum, penalty) => sum.add(penalty.mul(count / batch)), mean) as Scalar;
    }, this.#trainable);
    const flat = this.#trainable.map((variable) => (grads[variable.name] ?? tf.zerosLike(variable)).reshape([-1]));
    const all = tf.concat([...flat, value.reshape([1]), output.reshape([count * outputWidth])]);
    output.dispose();
    return all;
  }

  #target(labels: Float32Array, count: number): Tensor {
    const { classes, labelWidth, outputWidth } = this.#objective;
    if (classes === undefined) return this.#tf.tensor(labels.slice(0, count * labelWidth));
    const oneHot = new Float32Array(count * outputWidth);
    for (let i = 0; i < count * labelWidth; i++) oneHot[i * classes + labels[i]!] = 1;
    return this.#tf.tensor(oneHot);
  }

  get #trainable(): Variable[] {
    return this.#model.trainableWeights.map((weight) => weight.read() as Variable);
  }

  get #state(): Variable[] {
    return statistics(this.#model).map((weight) => weight.read() as Variable);
  }
}

/** The weights that change by themselves in training. Frozen layers have other weights that do not train; they stay as they are. */
const statistics = (model: LayersModel): LayersModel['weights'] =>
  model.nonTrainableWeights.filter(({ originalName }) => /moving_(mean|variance)$/.test(originalName));

function copyOut(variables: readonly Variable[], target: Float32Array, factor: number): void {
  let offset = 0;
  for (const variable of variables) {
    const values = variable.dataSync<'float32'>();
    for (let i = 0; i < values.length; i++) target[offset + i] = values[i]! * factor;
    offset += values.length;
  }
}

function copyIn(tf: TensorFlow, weights: LayersModel['weights'], source: Float32Array): void {
  let offset = 0;
  for (const weight of weights) {
    const { size, shape } = weight.read();
    weight.write(tf.tensor(source.slice(offset, offset + size), shape));
    offset += size;
  }
}
