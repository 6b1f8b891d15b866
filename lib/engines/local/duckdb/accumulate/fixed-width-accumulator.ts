import { Data } from 'apache-arrow';
import type { DataType } from 'apache-arrow';
import { byteWidth } from '#lib/arrow/byte-width.js';
import { ArrayReader } from '../c-array.js';
import type { ColumnAccumulator } from './column-accumulator.js';
import { GrowingBuffer } from './growing-buffer.js';
import { Validity } from './validity.js';

/** Numbers, dates, times, decimals, intervals: so many bytes a row. */
export class FixedWidthAccumulator implements ColumnAccumulator {
  readonly #type: DataType;
  readonly #width: number;
  readonly #array = new ArrayReader();
  readonly #validity = new Validity();
  readonly #values = new GrowingBuffer();

  constructor(type: DataType) {
    this.#type = type;
    this.#width = byteWidth(type);
  }

  load(pointer: number): void {
    this.#array.load(pointer);
  }

  bytes(_start: number, length: number): number {
    return length * this.#width;
  }

  append(start: number, length: number): void {
    this.#validity.append(this.#array, start, length);
    this.#values.appendFrom(this.#array.buffers[1]! + (this.#array.offset + start) * this.#width, length * this.#width);
  }

  finish(): Data {
    const { length, nullCount, nullBitmap } = this.#validity.finish();
    const bytes = this.#values.finish();
    const { ArrayType } = this.#type;
    const values = new ArrayType(bytes.buffer, 0, bytes.length / ArrayType.BYTES_PER_ELEMENT);
    return new Data(this.#type, 0, length, nullCount, [undefined, values, nullBitmap]);
  }
}
