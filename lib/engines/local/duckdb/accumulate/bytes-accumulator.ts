import { Data } from 'apache-arrow';
import type { DataType } from 'apache-arrow';
import { ArrayReader } from '../c-array.js';
import type { ColumnAccumulator } from './column-accumulator.js';
import { GrowingBuffer } from './growing-buffer.js';
import { Offsets } from './offsets.js';
import { Validity } from './validity.js';

/** Text and binary: bytes, and where each row's begin. */
export class BytesAccumulator implements ColumnAccumulator {
  readonly #type: DataType;
  readonly #array = new ArrayReader();
  readonly #validity = new Validity();
  readonly #offsets = new Offsets();
  readonly #values = new GrowingBuffer();

  constructor(type: DataType) {
    this.#type = type;
  }

  load(pointer: number): void {
    this.#array.load(pointer);
    this.#offsets.load(this.#array);
  }

  bytes(start: number, length: number): number {
    return 4 * length + this.#offsets.at(start + length) - this.#offsets.at(start);
  }

  append(start: number, length: number): void {
    this.#validity.append(this.#array, start, length);
    const first = this.#offsets.at(start);
    this.#values.appendFrom(this.#array.buffers[2]! + first, this.#offsets.at(start + length) - first);
    this.#offsets.append(start, length);
  }

  finish(): Data {
    const { length, nullCount, nullBitmap } = this.#validity.finish();
    return new Data(this.#type, 0, length, nullCount, [this.#offsets.finish(), this.#values.finish(), nullBitmap]);
  }
}
