import { DenseVector } from './dense-vector.js';

/** Makes vectors, as Spark's `Vectors` does. */
export const Vectors = {
  /** A dense vector of the numbers: `Vectors.dense(1, 2)`, `Vectors.dense([1, 2])`; a typed array is shared, not copied. */
  dense(...values: [Iterable<number> | Float64Array | Float32Array] | number[]): DenseVector {
    const [first] = values;
    if (first instanceof Float64Array || first instanceof Float32Array) return new DenseVector(first);
    return new DenseVector(Float64Array.from(typeof first === 'object' ? first : (values as number[])));
  },

  /** A dense vector of `size` zeros. */
  zeros(size: number): DenseVector {
    return new DenseVector(new Float64Array(size));
  },
};
