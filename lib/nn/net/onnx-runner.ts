import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { AnalysisError, ExecutionError } from '#lib/errors.js';
import { showShape } from './net-summary.js';
import type { NetRunner, OpenNetOptions } from './net-runner.js';
import { type TensorInfo, sizeOf } from './onnx-model.js';
import type { OnnxNetData } from './onnx-net-data.js';
import { loadOrt } from './ort.js';
import { floatsOf, tensorEncoder } from './tensor-values.js';

/** Opens an ONNX net with onnxruntime. Of several outputs the first counts; a net of several inputs is refused. */
export async function openOnnx(data: OnnxNetData, { threads, inputShape }: OpenNetOptions): Promise<NetRunner> {
  const input = onlyInput(data.inputs);
  const sample = sampleShape(input, inputShape);
  const encode = tensorEncoder(input.name, input.type);
  const ort = await loadOrt();
  // onnxruntime takes no shared memory; it copies what it needs, so this copy is garbage at once.
  const session = await ort.InferenceSession.create(data.bytes.slice(), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    logSeverityLevel: 3,
  });
  const output = data.outputs[0]!;
  const toTensor = (values: Float32Array, count: number) => encode(ort, values, [count, ...sample]);
  try {
    const outputShape = fixed(output.shape?.slice(1)) ?? (await probe(session, input, output, toTensor, sizeOf(sample)));
    return new OnnxRunner(session, input, output, sample, outputShape, toTensor);
  } catch (error) {
    await session.release();
    throw error;
  }
}

type ToTensor = (values: Float32Array, count: number) => Tensor;

class OnnxRunner implements NetRunner {
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly #session: InferenceSession;
  readonly #input: TensorInfo;
  readonly #output: TensorInfo;
  readonly #toTensor: ToTensor;
  #closed = false;

  constructor(
    session: InferenceSession,
    input: TensorInfo,
    output: TensorInfo,
    inputShape: readonly number[],
    outputShape: readonly number[],
    toTensor: ToTensor,
  ) {
    this.#session = session;
    this.#input = input;
    this.#output = output;
    this.inputShape = inputShape;
    this.outputShape = outputShape;
    this.#toTensor = toTensor;
  }

  async predict(batch: Float32Array, count: number): Promise<Float32Array> {
    const size = sizeOf(this.inputShape);
    if (batch.length !== count * size) {
      throw new ExecutionError(
        'INVALID_NET_INPUT',
        `A batch of ${count} must hold ${count} x ${showShape(this.inputShape)} = ${count * size} numbers; got ${batch.length}. Make the samples fit the net's input '${this.#input.name}'.`,
      );
    }
    const piece = batchOf(this.#input);
    if (piece === undefined) return count === 0 ? new Float32Array() : this.#run(batch, count);
    const outputSize = sizeOf(this.outputShape);
    const all = new Float32Array(count * outputSize);
    for (let start = 0; start < count; start += piece) {
      const real = Math.min(piece, count - start);
      all.set(
        (await this.#run(padded(batch.subarray(start * size, (start + real) * size), piece * size), piece)).subarray(0, real * outputSize),
        start * outputSize,
      );
    }
    return all;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#session.release();
  }

  async #run(values: Float32Array, count: number): Promise<Float32Array> {
    const { name } = this.#output;
    const tensor = (await this.#session.run({ [this.#input.name]: this.#toTensor(values, count) }, [name]))[name]!;
    const floats = floatsOf(name, tensor);
    if (floats.length === count * sizeOf(this.outputShape)) return floats;
    throw new ExecutionError(
      'INVALID_NET_OUTPUT',
      `The output '${name}' must have one row of ${showShape(this.outputShape)} a sample; ${count} samples gave ${showShape(tensor.dims)}. Cut the net at a tensor that keeps the batch.`,
    );
  }
}

/** The size of a batch where the net fixes it. */
const batchOf = (input: TensorInfo): number | undefined => (typeof input.shape?.[0] === 'number' ? input.shape[0] : undefined);

const fixed = (shape: TensorInfo['shape']): readonly number[] | undefined =>
  shape?.every((dim) => typeof dim === 'number') ? shape : undefined;

/** `values` and zeros after them, `length` in all. */
function padded(values: Float32Array, length: number): Float32Array {
  if (values.length === length) return values;
  const full = new Float32Array(length);
  full.set(values);
  return full;
}

function onlyInput(inputs: readonly TensorInfo[]): TensorInfo {
  const [input] = inputs;
  if (inputs.length === 1 && input !== undefined) return input;
  const names = inputs.map((i) => `'${i.name}'`).join(', ');
  throw new AnalysisError(
    'UNSUPPORTED_MODEL',
    `A net that is fed from a column must have one input; this one has ${inputs.length} (${names}). Cut it where one input is enough.`,
  );
}

/** The shape of one sample, from the net and from what the caller knows of open dimensions. */
function sampleShape({ name, shape }: TensorInfo, given: readonly number[] | undefined): readonly number[] {
  const declared = shape?.slice(1);
  const agrees =
    declared === undefined ||
    (given?.length === declared.length && declared.every((dim, i) => typeof dim !== 'number' || dim === given[i]));
  if (given !== undefined && agrees) return given;
  if (given !== undefined)
    throw new AnalysisError(
      'INVALID_NET_INPUT',
      `A sample for the input '${name}' must be ${showShape(declared)}; got ${showShape(given)}.`,
    );
  const known = fixed(declared);
  if (known !== undefined) return known;
  throw new AnalysisError(
    'INVALID_NET_INPUT',
    `The input '${name}' of ${showShape(shape)} leaves the shape of a sample open. Say it with inputShape.`,
  );
}

/** The shape that one sample becomes, by running the net on zeros. */
async function probe(
  session: InferenceSession,
  input: TensorInfo,
  output: TensorInfo,
  toTensor: ToTensor,
  size: number,
): Promise<readonly number[]> {
  const count = batchOf(input) ?? 1;
  const results = await session.run({ [input.name]: toTensor(new Float32Array(count * size), count) }, [output.name]);
  return results[output.name]!.dims.slice(1);
}
