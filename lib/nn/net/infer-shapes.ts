import { AnalysisError } from '#lib/errors.js';
import { encodeOnnx, encodeValue } from './encode-onnx.js';
import type { OnnxModel, TensorInfo } from './onnx-model.js';
import { sizeOf } from './onnx-model.js';
import type { TensorType } from './onnx-schema.js';
import { loadOrt } from './ort.js';

/** Constants below this many numbers stay in the graph: shapes may depend on them (Reshape's, Slice's). */
const smallConstant = 64;

/**
 * The type and shape of every tensor in a net, as onnxruntime works them out when it opens the graph: free dimensions keep their
 * symbols, and nothing is run. To be quick, weights are only declared. Throws an AnalysisError where onnxruntime refuses the net.
 */
export async function inferShapes(model: OnnxModel, source: string): Promise<Map<string, TensorInfo>> {
  const ort = await loadOrt();
  const options = { graphOptimizationLevel: 'disabled', intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 } as const;
  const session = await ort.InferenceSession.create(encodeOnnx(everyTensorOut(model)), options).catch((cause: unknown) => {
    throw new AnalysisError('INVALID_MODEL_FILE', `${source} must be a net that onnxruntime can open; it says: ${(cause as Error).message}`, { cause });
  });
  try {
    return new Map([...session.inputMetadata, ...session.outputMetadata].map((value) => [value.name, tensorInfo(value)]));
  } finally {
    await session.release();
  }
}

type Metadata = { readonly name: string } & ({ readonly isTensor: false } | { readonly isTensor: true; readonly type: string; readonly shape: readonly (number | string)[] });

function tensorInfo(value: Metadata): TensorInfo {
  if (!value.isTensor) return { name: value.name, type: 'undefined', shape: undefined };
  return { name: value.name, type: value.type as TensorType, shape: value.shape.map((dim) => (dim === '' ? null : dim)) };
}

/** The net with each tensor of it as an output, and its big weights declared as inputs. */
function everyTensorOut({ graph, rest }: OnnxModel): OnnxModel {
  const declared = new Set(graph.inputs.map((input) => input.name));
  const big = graph.initializers.filter((tensor) => sizeOf(tensor.dims) >= smallConstant);
  const weights = big.filter((tensor) => !declared.has(tensor.name)).map(({ name, type, dims }) => value({ name, type, shape: dims }));
  const already = new Set(graph.outputs.map((output) => output.name));
  const inner = graph.nodes.flatMap((node) => node.outputs).filter((name) => name !== '' && !already.has(name));
  return {
    rest,
    graph: {
      ...graph,
      initializers: graph.initializers.filter((tensor) => !big.includes(tensor)),
      inputs: [...graph.inputs, ...weights],
      outputs: [...graph.outputs, ...inner.map((name) => value({ name, type: 'undefined', shape: undefined }))],
    },
  };
}

const value = (info: TensorInfo) => ({ ...info, bytes: encodeValue(info) });
