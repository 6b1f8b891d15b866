/** A dense vector of ML: its values in one typed array, which it shares with whoever made it. */
export class DenseVector {
  readonly values: Float64Array | Float32Array;

  constructor(values: Float64Array | Float32Array) {
    this.values = values;
  }

  /** How many values there are. */
  get size(): number {
    return this.values.length;
  }

  /** The value at `i`, counted from 0. Throws a RangeError outside of the vector. */
  get(i: number): number {
    const value = this.values[i];
    if (value === undefined)
      throw new RangeError(`Index of a vector of ${this.size} must be a whole number from 0 to ${this.size - 1}; got ${i}`);
    return value;
  }

  /** A copy of the values, in double precision. */
  toArray(): Float64Array {
    return Float64Array.from(this.values);
  }

  toJSON(): number[] {
    return Array.from(this.values);
  }

  /** As Spark prints it: `[1.0,0.5]`. */
  toString(): string {
    return `[${Array.from(this.values, (value) => (Number.isInteger(value) ? value.toFixed(1) : String(value))).join(',')}]`;
  }

  [Symbol.iterator](): IterableIterator<number> {
    return this.values[Symbol.iterator]();
  }
}
