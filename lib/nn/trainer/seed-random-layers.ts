import type { LayersModel, Tensor } from '@tensorflow/tfjs-node';
import type { TensorFlow } from '#lib/nn/tensorflow.js';
import { drawRows } from './draw-rows.js';
import type { Share } from './replica.js';

/** A tfjs layer, as far as its randomness goes. */
interface AnyLayer {
  getClassName(): string;
  call(inputs: Tensor | Tensor[], kwargs: { training?: boolean }): Tensor | Tensor[];
  readonly rate?: number;
  readonly stddev?: number;
  readonly noiseShape?: readonly (number | null)[] | null;
  dropoutFunc?: (input: Tensor, rate: number) => Tensor;
}

/** Noise for a layer's input: uniform or normal draws, of the input's shape or of `noiseShape` where that is given. */
type Noise = (kind: 'uniform' | 'normal', input: Tensor, noiseShape?: readonly (number | null)[] | null) => Tensor;

/**
 * Makes the layers that draw at random (dropout, noise, dropout inside recurrent cells) draw by seed, step, layer and row of the
 * batch, so that a row meets the same noise whichever worker computes it. Gives what must be called before each step.
 */
export function seedRandomLayers(tf: TensorFlow, model: LayersModel, seed: number): (share: Share) => void {
  let share: Share | undefined;
  let draws = 0;
  const noise: Noise = (kind, input, noiseShape) => {
    const shape = input.shape.map((size, i) => noiseShape?.[i] ?? size);
    return tf.tensor(drawRows(kind, shape, share?.from ?? 0, seed, share?.step ?? 0, draws++), shape);
  };
  for (const layer of allLayers(model)) {
    const rule = rules[layer.getClassName()];
    if (rule !== undefined) {
      layer.call = (inputs, { training }) => {
        const input = Array.isArray(inputs) ? inputs[0]! : inputs;
        return training === true ? tf.tidy(() => rule(input, layer, noise)) : input;
      };
    }
    if (layer.getClassName().endsWith('Cell')) layer.dropoutFunc = (input, rate) => dropout(input, rate, noise, null);
  }
  return (next) => {
    share = next;
    draws = 0;
  };
}

const rules: Readonly<Record<string, (input: Tensor, layer: AnyLayer, noise: Noise) => Tensor>> = {
  Dropout: (input, { rate, noiseShape }, noise) => dropout(input, rate!, noise, noiseShape ?? null),
  SpatialDropout1D: (input, { rate }, noise) => dropout(input, rate!, noise, [null, 1, null]),
  GaussianNoise: (input, { stddev }, noise) => input.add(noise('normal', input).mul(stddev!)),
  GaussianDropout: (input, { rate }, noise) =>
    rate! > 0 && rate! < 1
      ? input.mul(
          noise('normal', input)
            .mul(Math.sqrt(rate! / (1 - rate!)))
            .add(1),
        )
      : input,
  AlphaDropout: (input, { rate, noiseShape }, noise) =>
    rate! > 0 && rate! < 1 ? alphaDropout(input, rate!, noise('uniform', input, noiseShape)) : input,
};

function dropout(input: Tensor, rate: number, noise: Noise, noiseShape: readonly (number | null)[] | null): Tensor {
  if (!(rate > 0 && rate < 1)) return input;
  return input.mul(
    noise('uniform', input, noiseShape)
      .greaterEqual(rate)
      .cast('float32')
      .div(1 - rate),
  );
}

/** Self-normalising dropout (Klambauer et al., 2017). */
function alphaDropout(input: Tensor, rate: number, draws: Tensor): Tensor {
  const dropped = -1.6732632423543772 * 1.0507009873554805;
  const kept = draws.greaterEqual(rate).cast('float32');
  const a = ((1 - rate) * (1 + rate * dropped ** 2)) ** -0.5;
  return input
    .mul(kept)
    .add(kept.sub(1).mul(-dropped))
    .mul(a)
    .add(-a * dropped * rate);
}

/** The layers of a model, and the layers and cells inside of them. */
function* allLayers(parent: object): Iterable<AnyLayer> {
  const { layers, cells, cell, layer, forwardLayer, backwardLayer } = parent as Record<string, any>;
  for (const child of [...(layers ?? []), ...(cells ?? []), cell, layer, forwardLayer, backwardLayer]) {
    if (typeof child?.getClassName !== 'function') continue;
    yield child as AnyLayer;
    yield* allLayers(child as object);
  }
}
