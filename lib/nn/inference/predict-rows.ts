import { type Random, rowRandom } from '#lib/image/random.js';
import type { NetRunner } from '#lib/nn/net/net-runner.js';
import { sizeOf } from '#lib/nn/net/layers-net-data.js';
import type { SampleRows } from './sample-reader.js';

/** What a net gives for the rows of a batch: `values` row by row, zeros where `valid` is 0. */
export interface PredictedRows {
  readonly values: Float32Array;
  readonly valid: Uint8Array;
}

/** The random numbers for the preprocessing of a row of the batch. */
export type RowDraw = (row: number) => Random;

/** Draws that depend on the seed, the partition and a row's place in it, of which the batch's first row has `firstRow`. */
export const rowDraw =
  (seed: number, partition: number, firstRow: number): RowDraw =>
  (row) =>
    rowRandom(seed, partition, firstRow + row);

/** Runs a net over `rows` rows, `batchSize` at a time; null rows are passed over. The next samples are read while the net runs. */
export async function predictRows(
  net: NetRunner,
  samples: SampleRows,
  rows: number,
  inputWidth: number,
  batchSize: number,
  draw: RowDraw,
): Promise<PredictedRows> {
  const outputWidth = sizeOf(net.outputShape);
  const values = new Float32Array(rows * outputWidth);
  const valid = new Uint8Array(rows);
  const buffers = [new Float32Array(batchSize * inputWidth), new Float32Array(batchSize * inputWidth)] as const;
  let cursor = 0;
  let turn = 0;
  const readBatch = async () => {
    const input = buffers[turn++ % 2]!;
    const taken: number[] = [];
    const reading: Promise<void>[] = [];
    for (; cursor < rows && taken.length < batchSize; cursor++) {
      if (samples.isNull(cursor)) continue;
      const row = cursor;
      const pending = samples.read(row, input, taken.length * inputWidth, () => draw(row));
      if (pending !== undefined) reading.push(pending);
      taken.push(cursor);
    }
    await Promise.all(reading);
    return { input: input.subarray(0, taken.length * inputWidth), taken };
  };
  let next = readBatch();
  for (;;) {
    const { input, taken } = await next;
    if (taken.length === 0) return { values, valid };
    next = readBatch();
    // Should the net fail, the reading that is under way must not fail unheard.
    next.catch(() => undefined);
    const output = await net.predict(input, taken.length);
    taken.forEach((row, i) => {
      values.set(output.subarray(i * outputWidth, (i + 1) * outputWidth), row * outputWidth);
      valid[row] = 1;
    });
  }
}
