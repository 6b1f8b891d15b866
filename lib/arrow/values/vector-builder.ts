import * as arrow from 'apache-arrow';
import { DenseVector } from '#lib/linalg/dense-vector.js';
import { SparseVector } from '#lib/linalg/sparse-vector.js';
import { toArrowType } from '#lib/types/arrow.js';
import * as t from '#lib/types/data-type.js';
import type { VectorType } from '#lib/types/data-type.js';
import { Builder } from './builder.js';
import type { BuilderOptions } from './builder.js';
import { isArrayLike } from './list-builder.js';
import type { MakeBuilder } from './list-builder.js';
import { exactly, grown, sharedArray } from './shared-memory.js';
import type { TypedArrayClass } from './shared-memory.js';

/** Dense vectors, from vectors, arrays of numbers and typed arrays of the column's size. */
export class DenseBuilder extends Builder<VectorType> {
  readonly #array: TypedArrayClass<Float64Array> | TypedArrayClass<Float32Array>;
  #values: Float64Array | Float32Array;

  constructor(type: VectorType, options: BuilderOptions) {
    super(type, options);
    this.#array = type.element === 'float' ? Float32Array : Float64Array;
    this.#values = sharedArray(this.#array as TypedArrayClass<Float64Array>, this.capacity * type.size);
  }

  protected get expects(): string {
    return `a DenseVector or an array of ${this.type.size} numbers`;
  }

  get byteLength(): number {
    return this.length * this.type.size * this.#array.BYTES_PER_ELEMENT;
  }

  protected write(value: {}, row: number): void {
    const numbers = numbersOf(value);
    if (numbers?.length !== this.type.size) this.mismatch(value);
    this.writeNull(row);
    const start = row * this.type.size;
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i];
      if (typeof number !== 'number') this.mismatch(number);
      this.#values[start + i] = number;
    }
  }

  protected writeNull(row: number): void {
    this.#values = grown(this.#array as TypedArrayClass<Float64Array>, this.#values as Float64Array, (row + 1) * this.type.size);
  }

  finish(): arrow.Data {
    const type = toArrowType(this.type) as arrow.FixedSizeList;
    const data = exactly(this.#array as TypedArrayClass<Float64Array>, this.#values as Float64Array, this.length * this.type.size);
    const child = arrow.makeData({ type: type.children[0]!.type as arrow.Float64, length: data.length, nullCount: 0, data });
    return arrow.makeData({ type, child: child as never, ...this.frame() });
  }
}

function numbersOf(value: {}): ArrayLike<unknown> | undefined {
  if (value instanceof DenseVector) return value.values;
  if (value instanceof SparseVector) return value.toArray();
  return isArrayLike(value) ? value : undefined;
}

/** Sparse vectors, from sparse and dense ones: of a dense one the zeros are left out. */
export class SparseBuilder extends Builder<VectorType> {
  readonly #struct: Builder;

  constructor(type: VectorType, options: BuilderOptions, make: MakeBuilder) {
    super(type, options);
    const element = type.element === 'float' ? t.float : t.double;
    this.#struct = make(
      t.struct([
        t.field('size', t.integer, false),
        t.field('indices', t.array(t.integer, false), false),
        t.field('values', t.array(element, false), false),
      ]),
      options,
    );
  }

  protected get expects(): string {
    return `a vector of ${this.type.size}`;
  }

  get byteLength(): number {
    return this.#struct.byteLength;
  }

  protected write(value: {}): void {
    const vector = value instanceof DenseVector ? toSparse(value) : value;
    if (!(vector instanceof SparseVector) || vector.size !== this.type.size) this.mismatch(value);
    this.#struct.append({ size: vector.size, indices: vector.indices, values: vector.values });
  }

  protected writeNull(): void {
    this.#struct.appendNull();
  }

  finish(): arrow.Data {
    const struct = this.#struct.finish();
    return arrow.makeData({ type: toArrowType(this.type) as arrow.Struct, children: struct.children, ...this.frame() });
  }
}

function toSparse({ size, values }: DenseVector): SparseVector {
  const indices = Int32Array.from(values.keys()).filter((i) => values[i] !== 0);
  return new SparseVector(
    size,
    indices,
    Float64Array.from(indices, (i) => values[i]!),
  );
}
