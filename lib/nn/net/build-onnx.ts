import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { encodeValue, message } from './encode-onnx.js';
import type { TensorInfo } from './onnx-model.js';
import { attributeField, graphField, modelField, nodeField, opsetField } from './onnx-schema.js';

/** An attribute of a node: an integer, integers, `{ float }`, or text. */
export type AttributeValue = number | readonly number[] | { readonly float: number } | string;

/** A node: an operator of ONNX's own domain from `inputs` to `outputs`. */
export function encodeNode(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): Uint8Array {
  const writer = new BinaryWriter();
  for (const name of inputs) writer.tag(nodeField.input, WireType.LengthDelimited).string(name);
  for (const name of outputs) writer.tag(nodeField.output, WireType.LengthDelimited).string(name);
  writer.tag(nodeField.name, WireType.LengthDelimited).string(outputs[0] ?? op);
  writer.tag(nodeField.opType, WireType.LengthDelimited).string(op);
  for (const [name, value] of Object.entries(attributes)) message(writer, nodeField.attribute, () => writeAttribute(writer, name, value));
  return writer.finish();
}

const attributeType = { float: 1, int: 2, text: 3, ints: 7 } as const;

function writeAttribute(writer: BinaryWriter, name: string, value: AttributeValue): void {
  writer.tag(attributeField.name, WireType.LengthDelimited).string(name);
  const kind = typeof value === 'number' ? 'int' : typeof value === 'string' ? 'text' : 'float' in value ? 'float' : 'ints';
  if (typeof value === 'number') writer.tag(attributeField.int, WireType.Varint).int64(value);
  else if (typeof value === 'string') writer.tag(attributeField.text, WireType.LengthDelimited).string(value);
  else if ('float' in value) writer.tag(attributeField.float, WireType.Bit32).float(value.float);
  else for (const item of value) writer.tag(attributeField.ints, WireType.Varint).int64(item);
  writer.tag(attributeField.type, WireType.Varint).int32(attributeType[kind]);
}

/** A whole ONNX file made from encoded parts; `opset` is the version of ONNX's own operator set. */
export function buildOnnx(graph: {
  readonly name: string;
  readonly producer: string;
  readonly opset: number;
  readonly nodes: readonly Uint8Array[];
  readonly initializers: readonly Uint8Array[];
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
}): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  writer.tag(modelField.irVersion, WireType.Varint).int64(8);
  writer.tag(modelField.producerName, WireType.LengthDelimited).string(graph.producer);
  message(writer, modelField.graph, () => {
    for (const node of graph.nodes) writer.tag(graphField.node, WireType.LengthDelimited).bytes(node);
    writer.tag(graphField.name, WireType.LengthDelimited).string(graph.name);
    for (const tensor of graph.initializers) writer.tag(graphField.initializer, WireType.LengthDelimited).bytes(tensor);
    for (const input of graph.inputs) writer.tag(graphField.input, WireType.LengthDelimited).bytes(encodeValue(input));
    for (const output of graph.outputs) writer.tag(graphField.output, WireType.LengthDelimited).bytes(encodeValue(output));
  });
  message(writer, modelField.opsetImport, () => {
    writer.tag(opsetField.domain, WireType.LengthDelimited).string('');
    writer.tag(opsetField.version, WireType.Varint).int64(graph.opset);
  });
  return writer.finish();
}
