import { DenseVector } from './dense-vector.js';
import { SparseVector } from './sparse-vector.js';

/** Makes vectors, as Spark's `Vectors` does. */
export const Vectors = {
  /** A dense vector of the numbers: `Vectors.dense(1, 2)`, `Vectors.dense([1, 2])`; a typed array is shared, not copied. */
  dense(...values: [Iterable<number>] | number[]): DenseVector {
    const [first] = values;
    if (first instanceof Float64Array || first instanceof Float32Array) return new DenseVector(first);
    return new DenseVector(Float64Array.from(typeof first === 'object' ? first : (values as number[])));
  },

  /** A sparse vector: `values` stand at `indices`, which rise; all other places are 0. */
  sparse(size: number, indices: Iterable<number>, values: Iterable<number>): SparseVector {
    return new SparseVector(size, Int32Array.from(indices), Float64Array.from(values));
  },

  /** A dense vector of `size` zeros. */
  zeros(size: number): DenseVector {
    return new DenseVector(new Float64Array(size));
  },
};
