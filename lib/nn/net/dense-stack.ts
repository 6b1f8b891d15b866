import type { LayersNetData } from './layers-net-data.js';
import type { LayerJson, LayersTopology } from './layers-topology.js';

/** What a layer of a dense stack does: weights and an activation, or dropout. */
export type StackLayer = DenseLayer | DropoutLayer;
export interface DenseLayer {
  readonly kind: 'dense';
  readonly inputs: number;
  readonly units: number;
  readonly activation: PlainActivation;
  readonly useBias: boolean;
  readonly kernelPenalty: Penalty;
  readonly biasPenalty: Penalty;
}
export interface DropoutLayer {
  readonly kind: 'dropout';
  readonly rate: number;
}

/** The factors of the sum of absolute values and of the sum of squares that are added to the loss. */
export interface Penalty {
  readonly l1: number;
  readonly l2: number;
}

export type PlainActivation = keyof typeof activations;

/** Activations whose slope can be told from their value. */
export const activations = {
  linear: { value: (x: number): number => x, slope: (_y: number): number => 1 },
  relu: { value: (x: number): number => (x < 0 ? 0 : x), slope: (y: number): number => (y > 0 ? 1 : 0) },
  tanh: { value: Math.tanh, slope: (y: number): number => 1 - y * y },
  sigmoid: { value: (x: number): number => 1 / (1 + Math.exp(-x)), slope: (y: number): number => y * (1 - y) },
};

const noPenalty: Penalty = { l1: 0, l2: 0 };

/**
 * A net as a stack of dense layers that run in plain TypeScript; undefined where it is anything else (another layer or
 * activation, frozen weights, constraints). Small heads are quicker so than TensorFlow is at being called, and need not load it.
 */
export function denseStack(topology: LayersTopology, inputShape: LayersNetData['inputShape']): readonly StackLayer[] | undefined {
  if (topology.class_name !== 'Sequential' || inputShape.length !== 1) return undefined;
  const stack: StackLayer[] = [];
  let width = inputShape[0]!;
  for (const json of topology.config.layers) {
    const layer = stackLayer(json, width);
    if (layer === undefined) return undefined;
    if (layer === 'nothing') continue;
    stack.push(layer);
    if (layer.kind === 'dense') width = layer.units;
  }
  return stack.some(({ kind }) => kind === 'dense') ? stack : undefined;
}

function stackLayer({ class_name, config }: LayerJson, inputs: number): StackLayer | 'nothing' | undefined {
  const setting = (name: string): unknown => config[name] ?? config[name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())];
  if (setting('trainable') === false) return undefined;
  switch (class_name) {
    case 'InputLayer':
    case 'Flatten':
      return 'nothing';
    case 'Activation':
      return setting('activation') === 'linear' ? 'nothing' : undefined;
    case 'Dropout':
      return (setting('noise_shape') ?? null) === null ? { kind: 'dropout', rate: Number(setting('rate')) } : undefined;
    case 'Dense': {
      const activation = String(setting('activation'));
      const kernelPenalty = penalty(setting('kernel_regularizer'));
      const biasPenalty = penalty(setting('bias_regularizer'));
      const others = ['activity_regularizer', 'kernel_constraint', 'bias_constraint'].some((name) => (setting(name) ?? null) !== null);
      if (others || kernelPenalty === undefined || biasPenalty === undefined || !Object.hasOwn(activations, activation)) return undefined;
      return {
        kind: 'dense',
        inputs,
        units: Number(setting('units')),
        activation: activation as PlainActivation,
        useBias: setting('use_bias') !== false,
        kernelPenalty,
        biasPenalty,
      };
    }
    default:
      return undefined;
  }
}

function penalty(regularizer: unknown): Penalty | undefined {
  if (regularizer === null || regularizer === undefined) return noPenalty;
  const { config } = regularizer as { config?: Partial<Penalty> };
  return config === undefined ? undefined : { l1: config.l1 ?? 0, l2: config.l2 ?? 0 };
}

/** `output[row] = activation(input[row] x kernel + bias)` for each row; the kernel is [inputs, units], the bias lies behind it. */
export function runDense(layer: DenseLayer, weights: Float32Array, input: Float32Array, output: Float32Array, rows: number): void {
  const { inputs, units, useBias } = layer;
  const { value } = activations[layer.activation];
  for (let row = 0; row < rows; row++) {
    const from = row * inputs;
    // One sum at a time stays in a register; the stacks that come here are small enough for the strides.
    for (let unit = 0; unit < units; unit++) {
      let sum = useBias ? weights[inputs * units + unit]! : 0;
      for (let i = 0, at = unit; i < inputs; i++, at += units) sum += input[from + i]! * weights[at]!;
      output[row * units + unit] = value(sum);
    }
  }
}

/** How many weights a dense layer has. */
export const weightsOf = (layer: StackLayer): number =>
  layer.kind === 'dense' ? layer.inputs * layer.units + (layer.useBias ? layer.units : 0) : 0;
