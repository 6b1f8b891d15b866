import { duckdb } from './library.js';
import { addressOf } from './native-call.js';

/** Slots of 8 bytes in a C `ArrowArray`. */
export const ARRAY_SLOTS = 10;
export const LENGTH = 0,
  NULL_COUNT = 1,
  OFFSET = 2,
  BUFFER_COUNT = 3,
  CHILD_COUNT = 4,
  BUFFERS = 5,
  CHILDREN = 6,
  DICTIONARY = 7,
  RELEASE = 8;

/**
 * Reads C ArrowArrays, one after the other, into numbers. Pointers stay below 2^53 on every platform that DuckDB ships for.
 * Words of 32 bits are read because BigInts would cost more than the call does.
 */
export class ArrayReader {
  length = 0;
  /** Rows before the first one, in every buffer. */
  offset = 0;
  nullCount = 0;
  buffers: number[] = [];
  children: number[] = [];
  dictionary = 0;
  release = 0;
  readonly #words = new Uint32Array(2 * ARRAY_SLOTS);
  #pointers = new Uint32Array(8);

  load(pointer: number): void {
    duckdb().memcpy(this.#words, pointer, this.#words.byteLength);
    this.length = at(this.#words, LENGTH);
    this.offset = at(this.#words, OFFSET);
    this.nullCount = this.#words[2 * NULL_COUNT + 1] === 0xffffffff ? -1 : at(this.#words, NULL_COUNT);
    this.dictionary = at(this.#words, DICTIONARY);
    this.release = at(this.#words, RELEASE);
    this.#readPointers(this.buffers, at(this.#words, BUFFERS), at(this.#words, BUFFER_COUNT));
    this.#readPointers(this.children, at(this.#words, CHILDREN), at(this.#words, CHILD_COUNT));
  }

  #readPointers(into: number[], from: number, count: number): void {
    into.length = count;
    if (count === 0) return;
    if (this.#pointers.length < 2 * count) this.#pointers = new Uint32Array(2 * count);
    duckdb().memcpy(this.#pointers, from, 8 * count);
    for (let i = 0; i < count; i++) into[i] = at(this.#pointers, i);
  }
}

const at = (words: Uint32Array, slot: number): number => words[2 * slot]! + words[2 * slot + 1]! * 2 ** 32;

/** A C ArrowArray of ours that is filled in and passed to C; `address` is where it lies. */
export class CArray {
  readonly slots = new BigUint64Array(ARRAY_SLOTS);
  readonly address: number = addressOf(this.slots);
}
