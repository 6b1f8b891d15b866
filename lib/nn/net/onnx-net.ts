import { sharedMemory } from '#lib/arrow/shared-memory.js';
import { AnalysisError } from '#lib/errors.js';
import { nearestNames } from '#lib/nearest-name.js';
import { cutGraph } from './cut-graph.js';
import { encodeOnnx } from './encode-onnx.js';
import { summaryLines } from './net-summary.js';
import { type OnnxModel, type TensorInfo, sizeOf } from './onnx-model.js';
import type { OnnxNetData } from './onnx-net-data.js';
import { withoutTelemetry } from './ort.js';

/** One node of an ONNX graph. */
export interface OnnxLayer {
  /** The node's name, or its first output's where it has none. */
  readonly name: string;
  /** The operator: Conv, Gemm, Relu, … */
  readonly type: string;
  /** The tensors that come in: other layers' outputs, the net's inputs, and weights. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Of the first output. Free dimensions are symbols or null; undefined where onnxruntime cannot tell before running. */
  readonly outputShape: TensorInfo['shape'];
  /** How many numbers its weights hold; single numbers (the bounds of Clip) and integers for shapes are not weights. */
  readonly params: number;
}

/** A network out of an ONNX file: it can be looked at, cut, and run by onnxruntime in the workers. Made by `Net.loadOnnx`. */
export class OnnxNet {
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  /** In the order of the graph. */
  readonly layers: readonly OnnxLayer[];
  readonly #model: OnnxModel;
  readonly #tensors: ReadonlyMap<string, TensorInfo>;
  readonly #weights: ReadonlyMap<string, number>;
  #data: OnnxNetData | undefined;

  /** @internal */
  constructor(model: OnnxModel, tensors: ReadonlyMap<string, TensorInfo>) {
    withoutTelemetry(); // here, as its sessions are in workers
    this.#model = model;
    this.#tensors = tensors;
    const { nodes, initializers, inputs, outputs } = model.graph;
    this.#weights = new Map(initializers.filter((t) => t.dims.length > 0 && t.type !== 'int64').map((t) => [t.name, sizeOf(t.dims)]));
    const constants = new Set(initializers.map((tensor) => tensor.name));
    this.inputs = inputs.filter(({ name }) => !constants.has(name)).map(({ name }) => this.#tensor(name));
    this.outputs = outputs.map(({ name }) => this.#tensor(name));
    this.layers = nodes.map((node) => ({
      name: node.name,
      type: node.op,
      inputs: node.inputs.filter((name) => name !== ''),
      outputs: node.outputs,
      outputShape: tensors.get(node.outputs[0] ?? '')?.shape,
      params: this.#countParams([...node.inputs, ...node.captures]),
    }));
  }

  /** What one sample must be: the first input without its batch; null for a dimension that is open. */
  get inputShape(): readonly (number | null)[] {
    return sampleOf(this.inputs[0]);
  }

  /** What one sample becomes: the first output without its batch; null for a dimension that only a run can tell. */
  get outputShape(): readonly (number | null)[] {
    return sampleOf(this.outputs[0]);
  }

  /** How many numbers the weights of the net hold; weights that layers share count once. */
  get params(): number {
    return [...this.#weights.values()].reduce((sum, size) => sum + size, 0);
  }

  /** The net up to a tensor (or several), given by the tensor's name or by the name of the layer that makes it; what it does not need is dropped. */
  newGraph(output: string | readonly string[]): OnnxNet {
    const names = typeof output === 'string' ? [output] : output;
    if (names.length === 0) throw new AnalysisError('TENSOR_NOT_FOUND', 'newGraph must be given the name of a tensor or layer; got none.');
    return new OnnxNet(
      cutGraph(
        this.#model,
        names.map((name) => this.#tensor(this.#resolve(name))),
      ),
      this.#tensors,
    );
  }

  /** Prints a table of layers, output shapes and weights, as Keras does, a line at a time. */
  summary(print: (line: string) => void = console.log): void {
    const title = `${this.inputs.map((t) => t.name).join(', ')} -> ${this.outputs.map((t) => t.name).join(', ')}`;
    summaryLines(title, this.layers, this.params).forEach((line) => print(line));
  }

  /** The net as plain data whose bytes lie in shared memory: what goes to the workers, and what is saved. */
  toData(): OnnxNetData {
    if (this.#data !== undefined) return this.#data;
    const bytes = encodeOnnx(this.#model, (size) => new Uint8Array(sharedMemory(size)));
    return (this.#data = Object.freeze({ kind: 'onnx', bytes, inputs: this.inputs, outputs: this.outputs }));
  }

  #tensor(name: string): TensorInfo {
    return this.#tensors.get(name) ?? { name, type: 'undefined', shape: undefined };
  }

  #countParams(names: readonly string[]): number {
    return names.reduce((sum, name) => sum + (this.#weights.get(name) ?? 0), 0);
  }

  #resolve(name: string): string {
    const layer = this.layers.find((l) => l.outputs.includes(name)) ?? this.layers.find((l) => l.name === name);
    if (layer !== undefined) return layer.outputs.includes(name) ? name : layer.outputs[0]!;
    const nearest = nearestNames(name, new Set(this.layers.flatMap((l) => [...l.outputs, l.name])), 5);
    const list = (nearest.length > 0 ? nearest : this.layers.slice(-5).map((l) => l.name)).map((near) => `'${near}'`).join(', ');
    const which = nearest.length > 0 ? 'nearest names' : 'last layers';
    throw new AnalysisError(
      'TENSOR_NOT_FOUND',
      `The output must be a tensor or layer of the net; got '${name}'. The ${which} are ${list}.`,
    );
  }
}

const sampleOf = (tensor: TensorInfo | undefined): (number | null)[] =>
  (tensor?.shape ?? []).slice(1).map((dim) => (typeof dim === 'number' ? dim : null));
