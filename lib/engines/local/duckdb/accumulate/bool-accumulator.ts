import { Data } from 'apache-arrow';
import type { DataType } from 'apache-arrow';
import { ArrayReader } from '../c-array.js';
import type { ColumnAccumulator } from './column-accumulator.js';
import { GrowingBits } from './growing-bits.js';
import { Validity } from './validity.js';

/** Booleans: one bit a row. */
export class BoolAccumulator implements ColumnAccumulator {
  readonly #type: DataType;
  readonly #array = new ArrayReader();
  readonly #validity = new Validity();
  readonly #values = new GrowingBits();

  constructor(type: DataType) {
    this.#type = type;
  }

  load(pointer: number): void {
    this.#array.load(pointer);
  }

  bytes(_start: number, length: number): number {
    return length / 8;
  }

  append(start: number, length: number): void {
    this.#validity.append(this.#array, start, length);
    this.#values.appendFrom(this.#array.buffers[1]!, this.#array.offset + start, length);
  }

  finish(): Data {
    const { length, nullCount, nullBitmap } = this.#validity.finish();
    return new Data(this.#type, 0, length, nullCount, [undefined, this.#values.finish(), nullBitmap]);
  }
}
