import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Dimension, OnnxGraph, OnnxModel, TensorInfo } from './onnx-model.js';
import {
  dimField,
  graphField,
  modelField,
  shapeField,
  tensorField,
  tensorTypeField,
  tensorTypes,
  typeField,
  valueInfoField,
} from './onnx-schema.js';

/** The bytes of an ONNX file, in memory from `allocate`. What was read and not changed is written as it was. */
export function encodeOnnx<B extends ArrayBufferLike = ArrayBuffer>(
  model: OnnxModel,
  allocate?: (size: number) => Uint8Array<B>,
): Uint8Array<B> {
  const graph = graphChunks(model.graph);
  const chunks = [...model.rest.map((field) => field.whole), lengthPrefix(modelField.graph, totalLength(graph)), ...graph];
  const bytes = allocate?.(totalLength(chunks)) ?? (new Uint8Array(totalLength(chunks)) as Uint8Array<B>);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** The graph as views on what was read, so that weights are copied once. */
function graphChunks(graph: OnnxGraph): Uint8Array[] {
  const parts: [number, readonly { readonly bytes: Uint8Array }[]][] = [
    [graphField.node, graph.nodes],
    [graphField.initializer, graph.initializers],
    [graphField.sparseInitializer, graph.sparseInitializers],
    [graphField.input, graph.inputs],
    [graphField.output, graph.outputs],
    [graphField.valueInfo, graph.values],
  ];
  const items = parts.flatMap(([no, list]) => list.flatMap(({ bytes }) => [lengthPrefix(no, bytes.length), bytes]));
  return [...graph.rest.map((field) => field.whole), ...items];
}

const lengthPrefix = (no: number, length: number): Uint8Array =>
  new BinaryWriter().tag(no, WireType.LengthDelimited).uint32(length).finish();

const totalLength = (chunks: readonly Uint8Array[]): number => chunks.reduce((sum, chunk) => sum + chunk.length, 0);

/** A tensor's declaration: name, type and shape; a free dimension keeps its symbol. Without a type, onnxruntime works it out. */
export function encodeValue({ name, type, shape }: TensorInfo): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(valueInfoField.name, WireType.LengthDelimited).string(name);
  if (type === 'undefined') return writer.finish();
  message(writer, valueInfoField.type, () =>
    message(writer, typeField.tensor, () => {
      writer.tag(tensorTypeField.elementType, WireType.Varint).int32(tensorTypes.indexOf(type));
      if (shape === undefined) return;
      message(writer, tensorTypeField.shape, () => {
        for (const dim of shape) message(writer, shapeField.dim, () => writeDimension(writer, dim));
      });
    }),
  );
  return writer.finish();
}

function writeDimension(writer: BinaryWriter, dim: Dimension): void {
  if (typeof dim === 'string') writer.tag(dimField.symbol, WireType.LengthDelimited).string(dim);
  else if (dim !== null) writer.tag(dimField.value, WireType.Varint).int64(dim);
}

/** A tensor of 32-bit floats. */
export function encodeFloats(name: string, dims: readonly number[], values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setFloat32(4 * i, value, true));
  return encodeRaw(name, 'float32', dims, bytes);
}

/** A tensor of 64-bit integers, such as Reshape takes for its shape. */
export function encodeIntegers(name: string, values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setBigInt64(8 * i, BigInt(value), true));
  return encodeRaw(name, 'int64', [values.length], bytes);
}

/** A tensor whose numbers are given as little-endian bytes. */
export function encodeRaw(name: string, type: TensorInfo['type'], dims: readonly number[], bytes: Uint8Array): Uint8Array {
  const writer = new BinaryWriter();
  for (const dim of dims) writer.tag(tensorField.dims, WireType.Varint).int64(dim);
  writer.tag(tensorField.dataType, WireType.Varint).int32(tensorTypes.indexOf(type));
  writer.tag(tensorField.name, WireType.LengthDelimited).string(name);
  writer.tag(tensorField.rawData, WireType.LengthDelimited).bytes(bytes);
  return writer.finish();
}

/** Writes a message inside a message. @internal */
export function message(writer: BinaryWriter, no: number, write: () => void): void {
  writer.tag(no, WireType.LengthDelimited).fork();
  write();
  writer.join();
}
