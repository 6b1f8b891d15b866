import { sharedMemory } from '#lib/arrow/shared-memory.js';
import { duckdb } from '../library.js';
import { addressOf } from '../native-call.js';

const SMALLEST = 1024;

/** Bytes in shared memory that grow at the end. What `finish` gives away is replaced by one of the same size, so steady batches never grow. */
export class GrowingBuffer {
  used = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #address = 0;
  #hint = SMALLEST;

  /** Makes room for `more` bytes and gives the whole room; `used` is where the new bytes begin. */
  reserve(more: number): Uint8Array {
    const needed = this.used + more;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(sharedMemory(Math.max(needed, 2 * this.#bytes.length, this.#hint)));
      grown.set(this.#bytes.subarray(0, this.used));
      this.#bytes = grown;
      this.#address = addressOf(grown);
    }
    return this.#bytes;
  }

  /** Appends `length` bytes of foreign memory. */
  appendFrom(pointer: number, length: number): void {
    if (length === 0) return;
    this.reserve(length);
    duckdb().memcpy(this.#address + this.used, pointer, length);
    this.used += length;
  }

  /** The bytes so far, and an empty buffer from here on. A buffer mostly empty is cut to what it holds. */
  finish(): Uint8Array {
    const { used } = this;
    this.#hint = Math.max(SMALLEST, used);
    const room = this.#bytes;
    this.#bytes = new Uint8Array(0);
    this.used = 0;
    if (room.length <= Math.max(SMALLEST, 2 * used)) return room.subarray(0, used);
    const exact = new Uint8Array(sharedMemory(used));
    exact.set(room.subarray(0, used));
    return exact;
  }
}
