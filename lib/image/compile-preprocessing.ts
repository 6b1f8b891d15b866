import { AnalysisError } from '#lib/errors.js';
import { preprocessingFromJSON } from './preprocessing-from-json.js';
import type { PreprocessingJSON, Shape } from './preprocessing.js';
import type { Random } from './random.js';
import { isTensorValue, sizeOf } from './tensor-value.js';
import type { TensorValue } from './tensor-value.js';

/** A chain of steps, ready to run in a worker. */
export interface CompiledPreprocessing {
  /** The shape of what is written; undefined where each value has its own. */
  readonly shape: Shape;
  /** Runs the steps on a value of the column and gives the tensor, whose shape is known then. */
  run(value: unknown, random: Random): Promise<TensorValue>;
  /** Runs the steps and writes the numbers into `target` from `offset` on. Rejects where their shape is not `shape`. */
  apply(value: unknown, random: Random, target: Float32Array, offset: number): Promise<void>;
}

/** Plans a chain once. `input` is the shape of the column's values where that is known (a vector's size). */
export async function compilePreprocessing(data: PreprocessingJSON, input?: Shape): Promise<CompiledPreprocessing> {
  const chain = preprocessingFromJSON(data);
  const shape = chain.outputShape(input);
  const run = async (value: unknown, random: Random): Promise<TensorValue> => {
    const result = await chain.apply(value, random);
    if (!isTensorValue(result)) {
      throw new AnalysisError(
        'PREPROCESSING_NOT_A_TENSOR',
        `${data.step} must end in a tensor; its last step gives ${describe(result)}. End an image's chain with ImageMatToTensor and ImageFeatureToTensor.`,
      );
    }
    return result;
  };
  return {
    shape,
    run,
    async apply(value, random, target, offset) {
      const tensor = await run(value, random);
      if (shape !== undefined && tensor.shape.join() !== shape.join()) {
        throw new AnalysisError(
          'PREPROCESSING_SHAPE',
          `${data.step} must give a tensor of ${shape.join(' x ')}; got ${tensor.shape.join(' x ')}${originOf(tensor)}. Resize before a crop that may be larger than the image.`,
        );
      }
      if (offset + sizeOf(tensor.shape) > target.length) {
        throw new RangeError(`A tensor of ${tensor.shape.join(' x ')} does not fit into ${target.length - offset} numbers.`);
      }
      await tensor.write(target, offset);
    },
  };
}

const describe = (value: unknown): string => (value === null ? 'null' : typeof value === 'object' ? value.constructor.name : typeof value);
const originOf = (tensor: TensorValue): string => ('origin' in tensor ? ` from ${String(tensor.origin)}` : '');
