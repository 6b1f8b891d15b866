import { compilePreprocessing, type CompiledPreprocessing } from '#lib/image/compile-preprocessing.js';
import type { PreprocessingJSON } from '#lib/image/preprocessing.js';
import { rowRandom } from '#lib/image/random.js';
import type { AggregateTask } from '#lib/workers/task.js';
import { TENSOR_SIZE } from './photograph-steps.js';

let steps: Promise<CompiledPreprocessing> | undefined;
const target = new Float32Array(TENSOR_SIZE);

/** Makes a tensor of each picture of a batch, as a net's worker does, and counts them. */
export const preprocess: AggregateTask<PreprocessingJSON, number> = {
  zero: () => 0,
  async fold(count, batch, chain) {
    const { apply } = await (steps ??= compilePreprocessing(chain));
    const pictures = batch.getChildAt(0)!;
    for (let row = 0; row < batch.numRows; row++) await apply(pictures.get(row), rowRandom(0, 0, row), target, 0);
    return count + batch.numRows;
  },
  merge: (left, right) => left + right,
};
