import { sharedArray } from '#lib/arrow/shared-array.js';
import { duckdb } from '../library.js';
import type { ArrayReader } from '../c-array.js';
import { GrowingBuffer } from './growing-buffer.js';

/** Where the rows of a text, binary, list or map column begin and end, rebased as they are gathered. */
export class Offsets {
  readonly #buffer = new GrowingBuffer();
  #loaded = new Int32Array(2049);
  #end = 0;

  load(array: ArrayReader): void {
    const count = array.length + 1;
    if (this.#loaded.length < count) this.#loaded = new Int32Array(count);
    if (array.length === 0)
      this.#loaded[0] = 0; // an empty array may come without offsets
    else duckdb().memcpy(this.#loaded, array.buffers[1]! + 4 * array.offset, 4 * count);
  }

  /** Where row `row` of the loaded array begins in its child or bytes. */
  at(row: number): number {
    return this.#loaded[row]!;
  }

  append(start: number, length: number): void {
    const room = this.#buffer.reserve(4 + 4 * length);
    if (this.#buffer.used === 0) this.#buffer.used = 4; // fresh memory is zero, and so is the first offset
    const target = new Int32Array(room.buffer, this.#buffer.used, length);
    const loaded = this.#loaded;
    const delta = this.#end - loaded[start]!;
    for (let i = 0; i < length; i++) target[i] = loaded[start + i + 1]! + delta;
    this.#buffer.used += 4 * length;
    this.#end = loaded[start + length]! + delta;
  }

  finish(): Int32Array {
    this.#end = 0;
    if (this.#buffer.used === 0) return sharedArray(Int32Array, 1);
    const bytes = this.#buffer.finish();
    return new Int32Array(bytes.buffer, 0, bytes.length / 4);
  }
}
