import type { layers } from '@tensorflow/tfjs-node';

/** A tfjs model's architecture as JSON, as `model.toJSON` gives it. */
export interface LayersTopology {
  readonly class_name: string;
  readonly config: {
    readonly name?: string;
    readonly layers: readonly LayerJson[];
    readonly output_layers?: readonly (readonly [string, ...unknown[]])[];
  };
}

export interface LayerJson {
  readonly class_name: string;
  readonly name?: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inbound_nodes?: unknown;
}

/** A model of layers in a row, whose first layer takes samples of `inputShape`. */
export function sequentialTopology(stack: readonly layers.Layer[], inputShape: readonly number[]): LayersTopology {
  const json = stack.map((layer, i): LayerJson => {
    const config = layer.getConfig() as Record<string, unknown>;
    return { class_name: layer.getClassName(), config: i === 0 ? { ...config, batchInputShape: [null, ...inputShape] } : config };
  });
  return { class_name: 'Sequential', config: { name: 'head', layers: json } };
}

/** The same architecture whose initialisers draw from `seed`; one that has a seed of its own keeps it. */
export function seedInitializers(topology: LayersTopology, seed: number): LayersTopology {
  let next = seed;
  const walk = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => walk(item, ''));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, child]) => [name, walk(child, name)]);
    const copy = Object.fromEntries(entries) as { config?: Record<string, unknown> };
    // tfjs takes 0 for no seed at all, so seeds are fractions beside whole numbers.
    if (/initializer$/i.test(key) && copy.config?.['seed'] === null) copy.config['seed'] = ++next + 0.5;
    return copy;
  };
  return walk(topology, '') as LayersTopology;
}

/** An architecture without the activation that its output ends in, and the name of that activation. */
export interface LiftedTopology {
  readonly topology: LayersTopology;
  /** `linear` where there was none, or where it cannot be taken off. */
  readonly activation: string;
}

/** Takes off the softmax or sigmoid that a net ends in, so that losses are computed from what came before it, which is stable. */
export function liftOutputActivation(topology: LayersTopology): LiftedTopology {
  const { layers: stack, output_layers: outputs } = topology.config;
  const last = outputs === undefined ? stack.at(-1) : stack.find(({ name }) => name === outputs[0]![0]);
  const activation = last === undefined ? 'linear' : activationOf(last);
  const feedsOthers =
    last?.name !== undefined &&
    stack.some((layer) => layer !== last && JSON.stringify(layer.inbound_nodes ?? []).includes(`["${last.name}",`));
  if (last === undefined || feedsOthers || (activation !== 'softmax' && activation !== 'sigmoid'))
    return { topology, activation: 'linear' };
  const layer = withoutActivation(last);
  return {
    topology: { ...topology, config: { ...topology.config, layers: stack.map((each) => (each === last ? layer : each)) } },
    activation,
  };
}

function activationOf({ class_name, config }: LayerJson): string {
  if (class_name === 'Softmax') return 'softmax';
  return ['Dense', 'Activation', 'Conv1D', 'Conv2D', 'Conv3D'].includes(class_name) ? String(config['activation']) : 'linear';
}

function withoutActivation(layer: LayerJson): LayerJson {
  if (layer.class_name !== 'Softmax') return { ...layer, config: { ...layer.config, activation: 'linear' } };
  const { axis: _axis, ...config } = layer.config;
  return { ...layer, class_name: 'Activation', config: { ...config, activation: 'linear' } };
}
