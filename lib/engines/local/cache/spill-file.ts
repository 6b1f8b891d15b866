import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { ExecutionError } from '#lib/errors.js';

/** A file that grows: pieces are appended one behind the other, each found again by its offset. */
export class SpillFile {
  readonly path: string;
  #file: Promise<FileHandle> | undefined;
  #length = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
  }

  get length(): number {
    return this.#length;
  }

  /** Where the piece begins. Pieces are written in the order of the calls. */
  async append(bytes: Uint8Array): Promise<number> {
    const offset = this.#length;
    this.#length += bytes.length;
    const written = this.#last.then(() => this.#write(bytes, offset));
    this.#last = written.catch(() => undefined); // the caller hears of it; the next piece tries for itself
    await written;
    return offset;
  }

  async remove(): Promise<void> {
    await this.#last;
    await (await this.#file)?.close();
    await rm(this.path, { force: true });
  }

  async #write(bytes: Uint8Array, offset: number): Promise<void> {
    this.#file ??= open(this.path, 'w', 0o600);
    try {
      const file = await this.#file;
      for (let done = 0; done < bytes.length; ) done += (await file.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
    } catch (cause) {
      const message = `Rows that do not fit in memory must go to ${this.path}: ${(cause as Error).message}. Free space there, set TMPDIR to a folder that has some, or give caches more memory.`;
      throw new ExecutionError('SPILL_FAILED', message, { cause });
    }
  }
}
