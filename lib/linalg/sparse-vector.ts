import { ParamError } from '#lib/errors.js';

/** A sparse vector of ML: the places that hold something, in rising order, and what they hold. */
export class SparseVector {
  readonly size: number;
  readonly indices: Int32Array;
  readonly values: Float64Array | Float32Array;

  constructor(size: number, indices: Int32Array, values: Float64Array | Float32Array) {
    if (indices.length !== values.length) {
      throw new ParamError(
        `A sparse vector must have as many values as indices; got ${indices.length} indices and ${values.length} values`,
      );
    }
    for (let i = 0; i < indices.length; i++) {
      if (indices[i]! >= (i === 0 ? 0 : indices[i - 1]! + 1) && indices[i]! < size) continue;
      throw new ParamError(
        `Indices of a sparse vector of ${size} must rise from 0 to at most ${size - 1}; got ${indices[i]} at place ${i}`,
      );
    }
    this.size = size;
    this.indices = indices;
    this.values = values;
  }

  /** The value at `i`, counted from 0; 0 where nothing is held. Throws a RangeError outside of the vector. */
  get(i: number): number {
    if (!Number.isInteger(i) || i < 0 || i >= this.size) {
      throw new RangeError(`Index of a vector of ${this.size} must be a whole number from 0 to ${this.size - 1}; got ${i}`);
    }
    let low = 0;
    let high = this.indices.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const index = this.indices[middle]!;
      if (index === i) return this.values[middle]!;
      if (index < i) low = middle + 1;
      else high = middle - 1;
    }
    return 0;
  }

  /** All values, zeros included, in double precision. */
  toArray(): Float64Array {
    const array = new Float64Array(this.size);
    this.indices.forEach((index, i) => {
      array[index] = this.values[i]!;
    });
    return array;
  }

  /** As Spark prints it: `(3,[0,2],[1.0,0.5])`. */
  toString(): string {
    const values = Array.from(this.values, (value) => (Number.isInteger(value) ? value.toFixed(1) : String(value)));
    return `(${this.size},[${this.indices.join(',')}],[${values.join(',')}])`;
  }
}
