import { compilePreprocessing } from '#lib/image/compile-preprocessing.js';
import {
  ChainedPreprocessing,
  CV_8UC3,
  ENCODED,
  ImageFeatureToTensor,
  ImageMatToTensor,
  type ImageRow,
  type Preprocessing,
  RowToImageFeature,
} from '#lib/image/index.js';
import { rowRandom } from '#lib/image/random.js';
import { sizeOf } from '#lib/image/tensor-value.js';

export type Pixel = readonly [number, number, number];

/** A raw picture of literal pixels, given as RGB, row by row. */
export function picture(rows: readonly (readonly Pixel[])[], origin = 'file:///drawn'): ImageRow {
  const data = Uint8Array.from(rows.flat().flatMap(([r, g, b]) => [b, g, r]));
  return { origin, height: rows.length, width: rows[0]!.length, nChannels: 3, mode: CV_8UC3, data };
}

/** A grey picture of literal values. */
export const grey = (rows: readonly (readonly number[])[]): ImageRow => picture(rows.map((row) => row.map((v) => [v, v, v] as const)));

/** The row of a file's bytes. */
export const encoded = (data: Uint8Array, origin = 'file:///encoded'): ImageRow => ({
  origin,
  height: -1,
  width: -1,
  nChannels: -1,
  mode: ENCODED,
  data,
});

export interface Result {
  readonly height: number;
  readonly width: number;
  /** RGB by RGB. */
  readonly values: number[];
}

/** What steps make of a picture. */
export async function after(row: ImageRow, steps: readonly Preprocessing[], { seed = 0, index = 0 } = {}): Promise<Result> {
  const chain = new ChainedPreprocessing([
    new RowToImageFeature(),
    ...steps,
    new ImageMatToTensor({ format: 'NHWC' }),
    new ImageFeatureToTensor(),
  ]);
  const compiled = await compilePreprocessing(chain.toJSON());
  const tensor = await compiled.run(row, rowRandom(seed, 0, index));
  const values = new Float32Array(sizeOf(tensor.shape));
  await tensor.write(values, 0);
  return { height: tensor.shape[0]!, width: tensor.shape[1]!, values: [...values] };
}

/** The first channel of a result, row by row. */
export const red = ({ width, height, values }: Result): number[][] =>
  Array.from({ length: height }, (_, y) => Array.from({ length: width }, (__, x) => values[(y * width + x) * 3]!));

/** The pixels of a result, one after the other. */
export const pixels = ({ values }: Result): number[][] =>
  Array.from({ length: values.length / 3 }, (_, i) => values.slice(i * 3, i * 3 + 3));
