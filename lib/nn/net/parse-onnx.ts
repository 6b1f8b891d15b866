import { AnalysisError } from '#lib/errors.js';
import { foreignFormat } from './foreign-format.js';
import { type Dimension, type OnnxGraph, type OnnxModel, type OnnxNode, type OnnxTensor, type OnnxValue, sizeOf } from './onnx-model.js';
import {
  attributeField,
  bytesPerElement,
  dimField,
  entryField,
  graphField,
  modelField,
  nodeField,
  shapeField,
  sparseTensorField,
  tensorField,
  tensorTypeField,
  tensorTypes,
  typeField,
  valueInfoField,
} from './onnx-schema.js';
import { integerOf, integers, lastField, messages, readFields, textOf, texts } from './wire-fields.js';

/** Opens the bytes of an ONNX file; `source` names the file in errors. Throws an AnalysisError on anything else than a whole ONNX model. */
export function parseOnnx(bytes: Uint8Array, source: string): OnnxModel {
  const foreign = bytes.length === 0 ? 'an empty file' : foreignFormat(bytes);
  if (foreign !== undefined) throw notOnnx(source, foreign);
  try {
    return parseModel(bytes);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof AnalysisError) throw error;
    throw notOnnx(source, `${bytes.length} bytes that break off or are damaged (${error.message})`, error);
  }
}

function notOnnx(source: string, got: string, cause?: unknown): AnalysisError {
  return new AnalysisError('INVALID_MODEL_FILE', `${source} must be a whole ONNX file; got ${got}. Export or download the model again.`, {
    cause,
  });
}

function parseModel(bytes: Uint8Array): OnnxModel {
  const fields = readFields(bytes);
  const graph = lastField(fields, modelField.graph);
  if (graph === undefined) throw new RangeError('it has no graph');
  if (integerOf(fields, modelField.irVersion) < 1) throw new RangeError('it has no IR version');
  if (lastField(fields, modelField.opsetImport) === undefined) throw new RangeError('it does not say which operator set it uses');
  return { graph: parseGraph(graph.value), rest: fields.filter((f) => f.no !== modelField.graph) };
}

const modelled = new Set<number>([
  graphField.node,
  graphField.initializer,
  graphField.sparseInitializer,
  graphField.input,
  graphField.output,
  graphField.valueInfo,
]);

function parseGraph(bytes: Uint8Array): OnnxGraph {
  const fields = readFields(bytes);
  const graph: OnnxGraph = {
    nodes: messages(fields, graphField.node).map(parseNode),
    initializers: messages(fields, graphField.initializer).map(parseTensor),
    sparseInitializers: messages(fields, graphField.sparseInitializer).map(parseSparseTensor),
    inputs: messages(fields, graphField.input).map(parseValue),
    outputs: messages(fields, graphField.output).map(parseValue),
    values: messages(fields, graphField.valueInfo).map(parseValue),
    rest: fields.filter((f) => !modelled.has(f.no)),
  };
  if (graph.nodes.length === 0) throw new RangeError('its graph has no nodes');
  if (graph.outputs.length === 0) throw new RangeError('its graph has no outputs');
  return graph;
}

function parseNode(bytes: Uint8Array): OnnxNode {
  const fields = readFields(bytes);
  const outputs = texts(fields, nodeField.output);
  return {
    name: textOf(fields, nodeField.name) || outputs.find((name) => name !== '') || '',
    op: textOf(fields, nodeField.opType),
    inputs: texts(fields, nodeField.input),
    outputs,
    captures: messages(fields, nodeField.attribute).flatMap(namesInAttribute),
    bytes,
  };
}

/** Every name that the graphs of an attribute use; refuses numbers that lie in another file there, for nobody would look for them. */
function namesInAttribute(bytes: Uint8Array): string[] {
  const fields = readFields(bytes);
  for (const tensor of [...messages(fields, attributeField.tensor), ...messages(fields, attributeField.tensors)].map(parseTensor)) {
    if (tensor.external !== undefined) refuseExternal(tensor.name || textOf(fields, attributeField.name));
  }
  return [...messages(fields, attributeField.graph), ...messages(fields, attributeField.graphs)].flatMap((graph) =>
    namesInGraph(readFields(graph)),
  );
}

function namesInGraph(fields: ReturnType<typeof readFields>): string[] {
  const outer = messages(fields, graphField.initializer)
    .map(parseTensor)
    .find((t) => t.external !== undefined);
  if (outer !== undefined) refuseExternal(outer.name);
  const nodes = messages(fields, graphField.node).map(parseNode);
  const outputs = messages(fields, graphField.output).map((value) => textOf(readFields(value), valueInfoField.name));
  return [...nodes.flatMap((node) => [...node.inputs, ...node.captures]), ...outputs];
}

function refuseExternal(name: string): never {
  throw new AnalysisError(
    'UNSUPPORTED_MODEL',
    `The constant '${name}' inside a node must lie in the ONNX file; it lies in another file. Save the model as one file.`,
  );
}

function parseTensor(bytes: Uint8Array): OnnxTensor {
  const fields = readFields(bytes);
  const name = textOf(fields, tensorField.name);
  const type = tensorTypes[integerOf(fields, tensorField.dataType)];
  if (type === undefined) throw new RangeError(`tensor '${name}' has the unknown data type ${integerOf(fields, tensorField.dataType)}`);
  const dims = integers(fields, tensorField.dims);
  const size = sizeOf(dims);
  if (dims.some((dim) => dim < 0) || !Number.isSafeInteger(size))
    throw new RangeError(`tensor '${name}' has the dimensions [${dims.join(', ')}]`);
  const width = bytesPerElement[type];
  const raw = lastField(fields, tensorField.rawData);
  if (raw !== undefined && width !== undefined && raw.value.length !== size * width) {
    throw new RangeError(`tensor '${name}' of [${dims.join(', ')}] ${type} needs ${size * width} bytes and has ${raw.value.length}`);
  }
  const external = integerOf(fields, tensorField.dataLocation) === 1 ? parseEntries(messages(fields, tensorField.externalData)) : undefined;
  return { name, type, dims, external, bytes };
}

function parseEntries(entries: readonly Uint8Array[]): Map<string, string> {
  return new Map(
    entries.map((entry) => readFields(entry)).map((fields) => [textOf(fields, entryField.key), textOf(fields, entryField.value)]),
  );
}

function parseSparseTensor(bytes: Uint8Array): { name: string; bytes: Uint8Array } {
  const values = lastField(readFields(bytes), sparseTensorField.values);
  return { name: values === undefined ? '' : textOf(readFields(values.value), tensorField.name), bytes };
}

function parseValue(bytes: Uint8Array): OnnxValue {
  const fields = readFields(bytes);
  const name = textOf(fields, valueInfoField.name);
  const tensor = lastField(readFields(lastField(fields, valueInfoField.type)?.value ?? new Uint8Array()), typeField.tensor);
  if (tensor === undefined) return { name, type: 'undefined', shape: undefined, bytes };
  const type = readFields(tensor.value);
  const shape = lastField(type, tensorTypeField.shape);
  return {
    name,
    type: tensorTypes[integerOf(type, tensorTypeField.elementType)] ?? 'undefined',
    shape: shape === undefined ? undefined : messages(readFields(shape.value), shapeField.dim).map(parseDimension),
    bytes,
  };
}

function parseDimension(bytes: Uint8Array): Dimension {
  const fields = readFields(bytes);
  const symbol = textOf(fields, dimField.symbol);
  if (symbol !== '') return symbol;
  const size = integerOf(fields, dimField.value, -1);
  return size < 0 ? null : size;
}
