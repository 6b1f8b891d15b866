import type { Tensor, TypedTensor } from 'onnxruntime-node';
import { AnalysisError } from '#lib/errors.js';
import type { loadOrt } from './ort.js';

type Ort = Awaited<ReturnType<typeof loadOrt>>;
type Encoder = (ort: Ort, values: Float32Array, dims: readonly number[]) => Tensor;

/** How our floats become a tensor of the type that a net takes; integers are rounded, and bytes clamped to 0 … 255. */
const encoders: Readonly<Record<string, Encoder>> = {
  float32: (ort, values, dims) => new ort.Tensor('float32', values, dims),
  float64: (ort, values, dims) => new ort.Tensor('float64', Float64Array.from(values), dims),
  int32: (ort, values, dims) => new ort.Tensor('int32', Int32Array.from(values, Math.round), dims),
  int64: (ort, values, dims) => new ort.Tensor('int64', BigInt64Array.from(Array.from(values, (v) => BigInt(Math.round(v)))), dims),
  uint8: (ort, values, dims) => new ort.Tensor('uint8', new Uint8Array(Uint8ClampedArray.from(values).buffer), dims),
};

/** What turns floats into tensors of a type. Throws an AnalysisError where a net's input `name` takes something else than numbers. */
export function tensorEncoder(name: string, type: string): Encoder {
  const encoder = encoders[type];
  if (encoder !== undefined) return encoder;
  throw new AnalysisError(
    'UNSUPPORTED_MODEL',
    `The input '${name}' must be of a type among ${Object.keys(encoders).join(', ')}; it is ${type}. Convert the net's input.`,
  );
}

/** The numbers of a tensor as floats. Throws an AnalysisError where they are no numbers that a float can hold nearly. */
export function floatsOf(name: string, tensor: Tensor): Float32Array {
  if (tensor.type === 'float32') return (tensor as TypedTensor<'float32'>).data;
  if (tensor.type === 'int64' || tensor.type === 'uint64')
    return Float32Array.from(tensor.data as BigInt64Array as Iterable<bigint>, Number);
  if (tensor.type === 'string' || tensor.type === 'float16') {
    throw new AnalysisError(
      'UNSUPPORTED_MODEL',
      `The output '${name}' must be of a type of 32- or 64-bit floats or of integers; it is ${tensor.type}. Cut the net before it, or convert it.`,
    );
  }
  return Float32Array.from(tensor.data as Iterable<number>);
}
