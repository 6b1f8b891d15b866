import type { LayersModel, SymbolicTensor, Tensor } from '@tensorflow/tfjs-node';
import { type AttributeValue, buildOnnx, encodeNode } from '#lib/nn/net/build-onnx.js';
import { encodeFloats } from '#lib/nn/net/encode-onnx.js';

type Layer = LayersModel['layers'][number];
type Config = Readonly<Record<string, any>>; // what a layer says of itself; its kind decides what is in it

/** The nodes and weights of an ONNX graph as they come together; `tensor` is where the graph has got to. */
class Graph {
  readonly nodes: Uint8Array[] = [];
  readonly weights: Uint8Array[] = [];
  tensor: string;

  constructor(input: string) {
    this.tensor = input;
  }

  /** Goes on by a node whose output has the name `output`. */
  add(op: string, output: string, weights: readonly string[] = [], attributes: Readonly<Record<string, AttributeValue>> = {}): void {
    this.nodes.push(encodeNode(op, [this.tensor, ...weights], [output], attributes));
    this.tensor = output;
  }

  weight(name: string, tensor: Tensor): string {
    this.weights.push(encodeFloats(name, tensor.shape, tensor.dataSync() as Float32Array));
    return name;
  }
}

/** How one kind of layer is written; `output` is the name that its last tensor must have. */
type Exporter = (graph: Graph, layer: Layer, config: Config, output: string) => void;

const exporters: Readonly<Record<string, Exporter>> = {
  Conv2D(graph, layer, config, output) {
    const [kernel, bias] = layer.getWeights();
    const oihw = kernel!.transpose([3, 2, 0, 1]);
    const weights = [graph.weight(`${layer.name}.weight`, oihw), ...(bias === undefined ? [] : [graph.weight(`${layer.name}.bias`, bias)])];
    oihw.dispose();
    const window = { kernel: config['kernelSize'], strides: config['strides'], dilations: config['dilationRate'] };
    activate(graph, layer, config, output, (name) =>
      graph.add('Conv', name, weights, { ...attributes(layer, config, window), dilations: window.dilations }),
    );
  },
  MaxPooling2D(graph, layer, config, output) {
    graph.add(
      'MaxPool',
      output,
      [],
      attributes(layer, config, { kernel: config['poolSize'], strides: config['strides'], dilations: [1, 1] }),
    );
  },
  BatchNormalization(graph, layer, config, output) {
    if (config['axis'] !== -1 && config['axis'] !== layerInput(layer).length - 1) refuse(layer, `an axis of ${config['axis']}`);
    const weights = layer.getWeights();
    const [mean, variance] = weights.slice(-2) as [Tensor, Tensor];
    const scale = config['scale'] ? weights[0]! : mean.onesLike();
    const shift = config['center'] ? weights.at(-3)! : mean.zerosLike();
    const named = Object.entries({ scale, shift, mean, variance }).map(([name, tensor]) => graph.weight(`${layer.name}.${name}`, tensor));
    graph.add('BatchNormalization', output, named, { epsilon: { float: config['epsilon'] } });
  },
  ReLU(graph, layer, config, output) {
    if (config['maxValue'] != null) refuse(layer, `a maxValue of ${config['maxValue']}`);
    graph.add('Relu', output);
  },
  GlobalAveragePooling2D(graph, layer, _config, output) {
    graph.add('GlobalAveragePool', `${layer.name}/mean`);
    graph.add('Flatten', output, [], { axis: 1 });
  },
  Dense(graph, layer, config, output) {
    if (layerInput(layer).length !== 2) refuse(layer, `an input of ${layerInput(layer).length} dimensions`);
    const weights = layer.getWeights().map((tensor, i) => graph.weight(`${layer.name}.${['weight', 'bias'][i]}`, tensor));
    activate(graph, layer, config, output, (name) => graph.add('Gemm', name, weights));
  },
};

const activations: Readonly<Record<string, string>> = { relu: 'Relu', softmax: 'Softmax', sigmoid: 'Sigmoid', tanh: 'Tanh' };

/** Writes a layer and the activation that it may end in, so that the last of them has the name `output`. */
function activate(graph: Graph, layer: Layer, config: Config, output: string, write: (name: string) => void): void {
  const activation = config['activation'] as string;
  if (activation === 'linear') return write(output);
  const op = activations[activation] ?? refuse(layer, `the activation ${activation}`);
  write(`${layer.name}/sum`);
  graph.add(op, output);
}

interface Window {
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
}

/** Kernel, strides and padding. TensorFlow's 'same' pads more at the end where the padding is odd; the size of the input decides. */
function attributes(layer: Layer, config: Config, { kernel, strides, dilations }: Window): Record<string, AttributeValue> {
  if (config['dataFormat'] !== 'channelsLast') refuse(layer, `the data format ${config['dataFormat']}`);
  const before: number[] = [];
  const after: number[] = [];
  [0, 1].forEach((axis) => {
    const size = layerInput(layer)[axis + 1] ?? refuse(layer, 'an input of open size');
    const reach = (kernel[axis]! - 1) * dilations[axis]! + 1;
    const total = config['padding'] === 'same' ? Math.max(0, (Math.ceil(size / strides[axis]!) - 1) * strides[axis]! + reach - size) : 0;
    before.push(Math.floor(total / 2));
    after.push(total - Math.floor(total / 2));
  });
  return { kernel_shape: kernel, strides, pads: [...before, ...after] };
}

const layerInput = (layer: Layer): readonly (number | null)[] => (layer.input as SymbolicTensor).shape;

function refuse(layer: Layer, what: string): never {
  throw new Error(`Layer '${layer.name}' (${layer.getClassName()}) must be of a form that is exported; it has ${what}.`);
}

/**
 * A tfjs layers model as an ONNX file: a chain of layers over pictures [height, width, 3] becomes a graph over [N, 3, height, width].
 * The input is called `image`, each tensor as the layer that makes it. Throws an Error that names a layer it cannot write.
 */
export function exportOnnx(model: LayersModel): Uint8Array<ArrayBuffer> {
  const [input, output] = [model.inputs[0]!.shape as number[], model.outputs[0]!.shape as number[]];
  if (model.inputs.length > 1 || model.outputs.length > 1 || input.length !== 4) {
    throw new Error(
      `The model must take one picture [height, width, channels] and have one output; it has ${model.inputs.length} inputs (${JSON.stringify(input)}) and ${model.outputs.length} outputs.`,
    );
  }
  const graph = new Graph('image');
  const layers = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer' && layer.getClassName() !== 'Dropout');
  for (const layer of layers) {
    if (layer.inboundNodes.length !== 1 || layer.inboundNodes[0]!.inboundLayers.length > 1) refuse(layer, 'more than one input');
    const exporter = exporters[layer.getClassName()];
    if (exporter === undefined)
      throw new Error(`Layer '${layer.name}' must be one of ${Object.keys(exporters).join(', ')}; it is a ${layer.getClassName()}.`);
    exporter(graph, layer, layer.getConfig(), layer.name);
  }
  return buildOnnx({
    name: 'backbone',
    producer: 'kindling',
    opset: 13,
    nodes: graph.nodes,
    initializers: graph.weights,
    inputs: [{ name: 'image', type: 'float32', shape: ['N', input[3]!, input[1]!, input[2]!] }],
    outputs: [{ name: graph.tensor, type: 'float32', shape: ['N', ...output.slice(1)] }],
  });
}
