import type * as arrow from 'apache-arrow';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { exactly, grown, sharedArray } from './shared-memory.js';
import { ValueMismatch } from './value-mismatch.js';

export interface BuilderOptions {
  /** What errors call the column. */
  readonly name: string;
  /** Whether null is taken; it is unless told otherwise. */
  readonly nullable?: boolean;
  /** How many rows are expected: memory is taken once where it is right. */
  readonly capacity?: number;
  /** Whether values come as `ReadOptions.raw` gives them. */
  readonly raw?: boolean;
}

/**
 * Collects JavaScript values into an Arrow column in shared memory. Null and undefined are null. A value that does not
 * fit throws a ValueMismatch, after which the builder is of no more use.
 */
export abstract class Builder<T extends DataType = DataType> {
  readonly type: T;
  readonly name: string;
  readonly nullable: boolean;
  length = 0;
  nullCount = 0;
  #validity: Uint8Array | undefined;
  protected readonly capacity: number;

  constructor(type: T, { name, nullable = true, capacity = 0 }: BuilderOptions) {
    this.type = type;
    this.name = name;
    this.nullable = nullable;
    this.capacity = capacity;
  }

  append(value: unknown): void {
    if (value === null || value === undefined) {
      if (!this.nullable) this.mismatch(value);
      this.appendNull();
      return;
    }
    this.write(value, this.length);
    if (this.#validity !== undefined) this.#markValid(this.length);
    this.length++;
  }

  /** Adds a null, also where the column takes none: the place under a null struct. */
  appendNull(): void {
    this.#validity ??= this.#allValid();
    this.#validity = grown(Uint8Array, this.#validity, (this.length >> 3) + 1);
    this.writeNull(this.length);
    this.nullCount++;
    this.length++;
  }

  /** The bytes of what has been appended, roughly: enough to bound a batch. */
  abstract readonly byteLength: number;
  /** The column. The builder must not be used after. */
  abstract finish(): arrow.Data;
  /** Writes a value that is not null at `row`, which is the next; throws `mismatch` where it does not fit. */
  protected abstract write(value: {}, row: number): void;
  protected abstract writeNull(row: number): void;
  /** What the column takes, for errors. */
  protected abstract readonly expects: string;

  protected mismatch(value: unknown): never {
    throw new ValueMismatch(this.name, typeName(this.type), this.expects, value, this.nullable);
  }

  /** What all columns hand to Arrow: their length and where the nulls are. */
  protected frame(): { length: number; nullCount: number; nullBitmap: Uint8Array | undefined } {
    const nullBitmap = this.#validity && exactly(Uint8Array, this.#validity, (this.length + 7) >> 3);
    return { length: this.length, nullCount: this.nullCount, nullBitmap };
  }

  #allValid(): Uint8Array {
    const bits = sharedArray(Uint8Array, (Math.max(this.capacity, this.length + 1) + 7) >> 3);
    bits.fill(255, 0, this.length >> 3);
    if (this.length & 7) bits[this.length >> 3] = (1 << (this.length & 7)) - 1;
    return bits;
  }

  #markValid(row: number): void {
    this.#validity = grown(Uint8Array, this.#validity!, (row >> 3) + 1);
    this.#validity[row >> 3]! |= 1 << (row & 7);
  }
}
