import type { InferenceSession } from 'onnxruntime-node';
import { AnalysisError } from '#lib/errors.js';
import { encodeOnnx, encodeValue } from './encode-onnx.js';
import { type OnnxModel, type OnnxTensor, type OnnxValue, sizeOf, type TensorInfo } from './onnx-model.js';
import type { TensorType } from './onnx-schema.js';
import { loadOrt } from './ort.js';

/** Constants below this many numbers stay in the graph: shapes may depend on them (Reshape's, Slice's). */
const smallConstant = 64;

/**
 * The type and shape of every tensor in a net, as onnxruntime works them out when it opens the graph: free dimensions keep their
 * symbols, and nothing is run. To be quick, weights are only declared. Throws an AnalysisError where onnxruntime refuses the net.
 */
export async function inferShapes(model: OnnxModel, source: string): Promise<Map<string, TensorInfo>> {
  const { InferenceSession } = await loadOrt();
  const open = (from: OnnxModel): Promise<InferenceSession> => InferenceSession.create(encodeOnnx(from), options);
  const all = withEveryOutput(model);
  // Some operators want their weights there when they are made (quantised LSTMs), so the whole net has the last word.
  const session = await open(withoutWeights(all))
    .catch(() => open(all))
    .catch((cause: unknown) => {
      throw new AnalysisError(
        'INVALID_MODEL_FILE',
        `${source} must be a net that onnxruntime can open; it says: ${(cause as Error).message}`,
        { cause },
      );
    });
  try {
    return new Map([...session.inputMetadata, ...session.outputMetadata].map((value) => [value.name, tensorInfo(value)]));
  } finally {
    await session.release();
  }
}

const options = { graphOptimizationLevel: 'disabled', intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 4 } as const;

type Metadata = { readonly name: string } & (
  | { readonly isTensor: false }
  | { readonly isTensor: true; readonly type: string; readonly shape: readonly (number | string)[] }
);

function tensorInfo(value: Metadata): TensorInfo {
  if (!value.isTensor) return { name: value.name, type: 'undefined', shape: undefined };
  return { name: value.name, type: value.type as TensorType, shape: value.shape.map((dim) => (dim === '' ? null : dim)) };
}

/** The net with each tensor of it as an output. */
function withEveryOutput({ graph, rest }: OnnxModel): OnnxModel {
  const already = new Set(graph.outputs.map((output) => output.name));
  const inner = graph.nodes.flatMap((node) => node.outputs).filter((name) => name !== '' && !already.has(name));
  return {
    rest,
    graph: { ...graph, outputs: [...graph.outputs, ...inner.map((name) => value({ name, type: 'undefined', shape: undefined }))] },
  };
}

/** The net with its big weights declared as inputs. */
function withoutWeights({ graph, rest }: OnnxModel): OnnxModel {
  const declared = new Set(graph.inputs.map((input) => input.name));
  const [big, small] = [true, false].map((is) => graph.initializers.filter((tensor) => sizeOf(tensor.dims) >= smallConstant === is)) as [
    OnnxTensor[],
    OnnxTensor[],
  ];
  const inputs = big.filter((tensor) => !declared.has(tensor.name)).map(({ name, type, dims }) => value({ name, type, shape: dims }));
  return { rest, graph: { ...graph, initializers: small, inputs: [...graph.inputs, ...inputs] } };
}

const value = (info: TensorInfo): OnnxValue => ({ ...info, bytes: encodeValue(info) });
