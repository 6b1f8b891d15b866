import type { RecordBatch } from 'apache-arrow';
import { CancelledError } from '#lib/errors.js';
import { BatchAccumulator } from './accumulate/batch-accumulator.js';
import type { BatchLimits } from './accumulate/batch-accumulator.js';
import type { Interruption } from './interruption.js';
import { type StreamingResult, dropChunk } from './streaming-result.js';

/**
 * The batches of a running statement. The next chunk is fetched on libuv's pool while the last one is gathered here.
 * `close` frees everything, also while somebody holds the iterator and does not pull.
 */
export class BatchStream {
  readonly #result: StreamingResult;
  readonly #interruption: Interruption;
  readonly #batches: BatchAccumulator;
  #next: Promise<number>;
  #exhausted = false;
  #closed: Promise<void> | undefined;

  constructor(result: StreamingResult, limits: BatchLimits, interruption: Interruption) {
    this.#result = result;
    this.#interruption = interruption;
    this.#batches = new BatchAccumulator(result.schema, limits);
    this.#next = result.fetch();
  }

  async *batches(): AsyncGenerator<RecordBatch, void, void> {
    for (;;) {
      const chunk = await this.#next;
      this.#checkOpen(); // a close in the meantime has freed the chunk
      if (chunk === 0) break;
      this.#next = this.#result.fetch();
      yield* this.#result.withArray(chunk, (array) => this.#batches.append(array));
    }
    this.#result.check();
    this.#exhausted = true;
    const rest = this.#batches.flush();
    if (rest !== undefined) yield rest;
  }

  /** Idempotent. Interrupts the statement when it has rows left. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    if (!this.#exhausted) this.#interruption.interrupt();
    dropChunk(await this.#next);
    await this.#result.close();
  }

  #checkOpen(): void {
    if (this.#closed !== undefined)
      throw new CancelledError('The connection was closed while its rows were read. Read to the end, or break off, first.');
    this.#interruption.check();
  }
}
