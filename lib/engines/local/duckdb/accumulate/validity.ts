import type { ArrayReader } from '../c-array.js';
import { GrowingBits } from './growing-bits.js';

/** Which rows are there. Takes no memory until the first null. */
export class Validity {
  length = 0;
  readonly #bits = new GrowingBits();

  append(array: ArrayReader, start: number, length: number): void {
    const pointer = array.nullCount === 0 ? 0 : (array.buffers[0] ?? 0);
    if (pointer !== 0) {
      if (this.#bits.length < this.length) this.#bits.appendOnes(this.length - this.#bits.length);
      this.#bits.appendFrom(pointer, array.offset + start, length);
    } else if (this.#bits.length > 0) {
      this.#bits.appendOnes(length);
    }
    this.length += length;
  }

  /** The length, the bitmap where there is one, and the null count as apache-arrow wants it (-1: count when asked). */
  finish(): { length: number; nullCount: number; nullBitmap: Uint8Array | undefined } {
    const { length } = this;
    this.length = 0;
    if (this.#bits.length === 0) return { length, nullCount: 0, nullBitmap: undefined };
    return { length, nullCount: -1, nullBitmap: this.#bits.finish() };
  }
}
