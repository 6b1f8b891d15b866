import { AnalysisError } from '#lib/errors.js';
import { check } from '../check.js';
import { Preprocessing, type Shape } from '../preprocessing.js';
import { sizeOf, type TensorValue } from '../tensor-value.js';

/** Makes a tensor of `size` of a row's numbers: of a vector, an array or one number. Without a size it is as long as the row. */
export class SeqToTensor extends Preprocessing {
  static override readonly parameters: readonly string[] = ['size'];
  readonly step: string = 'SeqToTensor';
  readonly #size: readonly number[];

  constructor(size: readonly number[] = []) {
    check(
      Array.isArray(size) && size.every((each) => Number.isInteger(each) && each > 0),
      'SeqToTensor.size',
      'a list of integers > 0',
      size,
    );
    super({ size: [...size] });
    this.#size = size;
  }

  override apply(value: unknown): TensorValue {
    const numbers = numbersOf(value, this.step);
    const shape = this.#size.length === 0 ? [numbers.length] : this.#size;
    if (numbers.length !== sizeOf(shape)) {
      throw new AnalysisError(
        'PREPROCESSING_SHAPE',
        `${this.step} must get the ${sizeOf(shape)} numbers of a tensor of ${shape.join(' x ')}; got ${numbers.length}.`,
      );
    }
    return { shape, write: (target, offset) => target.set(numbers, offset) };
  }

  override outputShape(input: Shape): Shape {
    return this.#size.length === 0 ? input : this.#size;
  }
}

/** The numbers of a value: a number, a list of numbers (of lists too, one after the other), or an Arrow vector. */
function numbersOf(value: unknown, step: string): ArrayLike<number> {
  if (value instanceof Float32Array || value instanceof Float64Array) return value;
  const flat = flatten(value);
  const wrong = flat.find((each) => typeof each !== 'number');
  if (flat.length === 0 || wrong === undefined) return flat as number[];
  throw new AnalysisError(
    'PREPROCESSING_ORDER',
    `${step} must get numbers; got ${wrong === null ? 'null' : typeof wrong}. Put it first in the chain of a column of numbers, vectors or arrays.`,
  );
}

function flatten(value: unknown): unknown[] {
  if (typeof value === 'bigint' || typeof value === 'boolean') return [Number(value)];
  if (typeof value === 'object' && value !== null && Symbol.iterator in value) return [...(value as Iterable<unknown>)].flatMap(flatten);
  return [value];
}
