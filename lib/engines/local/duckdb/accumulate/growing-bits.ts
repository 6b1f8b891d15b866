import { copyBits } from '#lib/arrow/copy-bits.js';
import { setBits } from '#lib/arrow/set-bits.js';
import { duckdb } from '../library.js';
import { GrowingBuffer } from './growing-buffer.js';

/** Bits in shared memory, lowest first in a byte, that grow at the end: validity and booleans. */
export class GrowingBits {
  length = 0;
  readonly #buffer = new GrowingBuffer();
  #scratch = new Uint8Array(256);

  /** Appends `length` bits of foreign memory, from bit `start` of what lies at `pointer`. */
  appendFrom(pointer: number, start: number, length: number): void {
    if (length === 0) return;
    const first = start >> 3;
    const bytes = ((start + length + 7) >> 3) - first;
    if (this.#scratch.length < bytes) this.#scratch = new Uint8Array(2 * bytes);
    duckdb().memcpy(this.#scratch, pointer + first, bytes);
    copyBits(this.#scratch, start & 7, this.#room(length), this.length, length);
    this.length += length;
  }

  /** Appends `length` bits that are set. */
  appendOnes(length: number): void {
    setBits(this.#room(length), this.length, length);
    this.length += length;
  }

  finish(): Uint8Array {
    this.length = 0;
    return this.#buffer.finish();
  }

  #room(length: number): Uint8Array {
    const more = ((this.length + length + 7) >> 3) - this.#buffer.used;
    const room = this.#buffer.reserve(more);
    this.#buffer.used += more;
    return room;
  }
}
