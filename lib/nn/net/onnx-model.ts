import type { TensorType } from './onnx-schema.js';
import type { WireField } from './wire-fields.js';

/** A dimension of a tensor: its size, or for a free one its symbol, or null where the net gives it no name. */
export type Dimension = number | string | null;

/** A tensor that goes into a net or comes out. `shape` is undefined where not even the rank is known. */
export interface TensorInfo {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly Dimension[] | undefined;
}

/** An ONNX file, opened as far as we need it. Each part keeps the bytes it came from, and `rest` is what we do not model. */
export interface OnnxModel {
  readonly graph: OnnxGraph;
  readonly rest: readonly WireField[];
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly sparseInitializers: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly values: readonly OnnxValue[];
  readonly rest: readonly WireField[];
}

export interface OnnxNode {
  /** The node's name, or its first output's where it has none. */
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Names that graphs inside the node (If, Loop, Scan) use; some of them may be their own. */
  readonly captures: readonly string[];
  readonly bytes: Uint8Array;
}

export interface OnnxTensor {
  readonly name: string;
  readonly type: TensorType;
  readonly dims: readonly number[];
  /** Where the numbers lie, when they lie in another file. */
  readonly external: ReadonlyMap<string, string> | undefined;
  readonly bytes: Uint8Array;
}

export interface OnnxValue extends TensorInfo {
  readonly bytes: Uint8Array;
}

/** How many numbers a tensor of these dimensions holds. */
export const sizeOf = (dims: readonly number[]): number => dims.reduce((product, dim) => product * dim, 1);
