import { ExecutionError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import { nary, type Row } from './define.js';

const floats = t.array(t.float);
/** Of two arrays of floats: null where their elements have a null, or there is no result. */
const ofTwo = (call: (a: readonly number[], b: readonly number[]) => number | null): Row => ({
  args: [floats, floats],
  returns: t.float,
  nullable: true,
  kernel: {
    make: () => (a: number[], b: number[]) => {
      if (a.length !== b.length)
        throw new ExecutionError('VECTOR_DIMENSION_MISMATCH', `Two vectors must have as many elements; got ${a.length} and ${b.length}`, {
          sqlState: '22000',
        });
      return a.includes(null as never) || b.includes(null as never) ? null : call(a, b);
    },
  },
});
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const norm = (a: readonly number[], degree: number): number => {
  if (degree === Infinity) return a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return degree === 2 ? Math.sqrt(dot(a, a)) : a.reduce((sum, x) => sum + Math.abs(x) ** degree, 0) ** (1 / degree);
};

/** The product of two vectors of floats, element by element, summed. */
export const vectorInnerProduct = nary<number | null>('vector_inner_product', ofTwo(dot));
/** The cosine of the angle between two vectors; null where one is all zeros. */
export const vectorCosineSimilarity = nary<number | null>(
  'vector_cosine_similarity',
  ofTwo((a, b) => {
    const length = norm(a, 2) * norm(b, 2);
    return length === 0 ? null : dot(a, b) / length;
  }),
);
/** The distance between two vectors. */
export const vectorL2Distance = nary<number | null>(
  'vector_l2_distance',
  ofTwo((a, b) =>
    norm(
      a.map((x, i) => x - b[i]!),
      2,
    ),
  ),
);
const normed: Omit<Row, 'returns' | 'kernel'> = { args: [floats, t.float], min: 1, nullable: true };
/** The norm of a vector of floats, of degree 2 unless said. */
export const vectorNorm = nary<number | null>('vector_norm', {
  ...normed,
  returns: t.float,
  kernel: {
    make:
      () =>
      (a: number[], degree = 2) =>
        norm(a, degree),
  },
});
/** The vector divided by its norm; null where that is 0. */
export const vectorNormalize = nary<number[] | null>('vector_normalize', {
  ...normed,
  returns: floats,
  kernel: {
    make:
      () =>
      (a: number[], degree = 2) => {
        const length = norm(a, degree);
        return length === 0 ? null : a.map((x) => x / length);
      },
  },
});
