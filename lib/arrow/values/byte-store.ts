import { ExecutionError } from '#lib/errors.js';
import { exactly, grown, sharedArray } from './shared-memory.js';

/** Arrow's offsets are 32 bits wide. */
const MOST = 2 ** 31 - 1;

/** Bytes one after another, in shared memory that grows. */
export class ByteStore {
  #bytes = sharedArray(Uint8Array, 0);
  length = 0;

  /** Room for `count` bytes at the end, to be filled. Throws where a column would pass 2 GiB. */
  take(count: number, column: string): Uint8Array {
    const end = this.length + count;
    if (end > MOST) {
      throw new ExecutionError(
        'COLUMN_TOO_LARGE',
        `Column '${column}' must be at most 2 GiB in one batch; got more. Make batches of fewer rows.`,
      );
    }
    this.#bytes = grown(Uint8Array, this.#bytes, end);
    const room = this.#bytes.subarray(this.length, end);
    this.length = end;
    return room;
  }

  finish(): Uint8Array {
    return exactly(Uint8Array, this.#bytes, this.length);
  }
}
