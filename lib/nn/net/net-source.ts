import type { LayersModel } from '@tensorflow/tfjs-node';
import { AnalysisError } from '#lib/errors.js';
import { type LayersNetData, readLayersModel, sizeOf } from './layers-net-data.js';
import type { NetData } from './net-runner.js';
import type { OnnxNetData } from './onnx-net-data.js';

/** What can be given as a net: one loaded by `Net`, a tfjs model, or a net's plain data. */
export type NetSource = { toData(): NetData } | LayersModel | NetData;

export const isLayersModel = (value: unknown): value is LayersModel =>
  typeof value === 'object' && value !== null && 'trainableWeights' in value && 'calculateLosses' in value && 'outputs' in value;

const isNetData = (value: unknown): value is NetData =>
  typeof value === 'object' && value !== null && 'kind' in value && (value.kind === 'onnx' || value.kind === 'layers');

export const isNetSource = (value: unknown): value is NetSource =>
  isLayersModel(value) ||
  isNetData(value) ||
  (typeof value === 'object' && value !== null && 'toData' in value && typeof value.toData === 'function');

/** The plain data of a net; of a tfjs model, with the weights that it has now. */
export function netDataOf(source: NetSource): NetData {
  if (isNetData(source)) return source;
  return isLayersModel(source) ? readLayersModel(source) : source.toData();
}

/** How many numbers the net gives for one sample. Throws an AnalysisError where only running it would tell. */
export function netWidth(data: NetData): number {
  const shape = data.kind === 'layers' ? (data as LayersNetData).outputShape : (data as OnnxNetData).outputs[0]?.shape?.slice(1);
  if (shape?.every((size) => typeof size === 'number') === true) return sizeOf(shape as number[]);
  const output = data.kind === 'layers' ? '' : ` '${(data as OnnxNetData).outputs[0]?.name ?? ''}'`;
  throw new AnalysisError(
    'UNSUPPORTED_MODEL',
    `The net's output${output} must have a known shape; it is ${shape === undefined ? 'unknown' : `[${shape.join(', ')}]`}. Cut the net at a tensor whose shape is known: net.newGraph(name).`,
  );
}

/** The shape of one sample that the net takes; undefined where the net leaves it open. */
export function netInputShape(data: NetData): readonly number[] | undefined {
  const shape = data.kind === 'layers' ? (data as LayersNetData).inputShape : (data as OnnxNetData).inputs[0]?.shape?.slice(1);
  return shape?.every((size) => typeof size === 'number') === true ? (shape as number[]) : undefined;
}
