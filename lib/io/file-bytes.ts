import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ExecutionError } from '#lib/errors.js';
import { sharedArray } from '#lib/arrow/values/shared-memory.js';

/** Arrow's offsets are 32 bits wide. */
const MOST = 2 ** 31 - 1;

/** Room for most batches; a file that needs more makes it larger. */
const FIRST_BYTES = 20 * 2 ** 20;

/**
 * The bytes of files, one file after another in memory that is used again for the next batch: a file costs no buffer of its own,
 * and its bytes are copied once, into the batch.
 */
export class FileBytes {
  #memory = new Uint8Array(FIRST_BYTES);
  #ends: number[] = [];

  /** How many bytes there are. */
  get length(): number {
    return this.#ends.at(-1) ?? 0;
  }

  /**
   * Reads a file to the end of what is there. The view is good until the next file is read. Waits in place: a worker has nothing
   * else to do meanwhile, and a promise for each of open, stat, read and close costs it five times the reading.
   */
  read(path: string): Uint8Array {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const start = this.length;
      this.#reserve(start + size);
      let end = start;
      while (end < start + size) {
        const bytesRead = readSync(file, this.#memory, end, start + size - end, end - start);
        if (bytesRead === 0) break;
        end += bytesRead;
      }
      this.#ends.push(end);
      return this.#memory.subarray(start, end);
    } finally {
      closeSync(file);
    }
  }

  /** Leaves the value that was read last in its place, without its bytes. */
  forgetLast(): void {
    this.#ends.pop();
    this.#ends.push(this.length);
  }

  /** All values in shared memory, as a binary column of Arrow has them; then there are none. */
  take(): { readonly valueOffsets: Int32Array; readonly data: Uint8Array } {
    const data = sharedArray(Uint8Array, this.length);
    data.set(this.#memory.subarray(0, this.length));
    const valueOffsets = sharedArray(Int32Array, this.#ends.length + 1);
    valueOffsets.set(this.#ends, 1);
    this.clear();
    return { valueOffsets, data };
  }

  clear(): void {
    this.#ends = [];
  }

  #reserve(bytes: number): void {
    if (bytes > MOST) {
      throw new ExecutionError('COLUMN_TOO_LARGE', `a batch must have at most 2 GiB of files; got ${bytes} bytes`);
    }
    if (bytes <= this.#memory.length) return;
    const larger = new Uint8Array(Math.max(bytes, this.#memory.length * 2));
    larger.set(this.#memory.subarray(0, this.length));
    this.#memory = larger;
  }
}

const free: FileBytes[] = [];

/** Memory of this thread for the files of one partition, until `giveFileBytes`. */
export const takeFileBytes = (): FileBytes => free.pop() ?? new FileBytes();

export function giveFileBytes(bytes: FileBytes): void {
  bytes.clear();
  free.push(bytes);
}
