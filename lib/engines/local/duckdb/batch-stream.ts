import type { RecordBatch } from 'apache-arrow';
import { CancelledError } from '#lib/errors.js';
import { BatchAccumulator } from './accumulate/batch-accumulator.js';
import type { BatchLimits } from './accumulate/batch-accumulator.js';
import type { FetchThread } from './fetch/fetch-thread.js';
import type { FetchThreads } from './fetch/fetch-threads.js';
import { ThreadFetch } from './fetch/thread-fetch.js';
import type { Interruption } from './interruption.js';
import { dropChunk } from './result-chunks.js';
import type { StreamingResult } from './streaming-result.js';

/** A result of so many chunks goes to a fetching thread, which is not worth its start for less. */
const MANY_CHUNKS = 16;

export interface BatchStreamOptions {
  readonly limits: BatchLimits;
  readonly interruption: Interruption;
  readonly threads: FetchThreads;
}

/**
 * The batches of a running statement. Its first chunks are fetched on libuv's pool, the next one while the last one is
 * gathered here; such a hop takes several times as long as DuckDB takes for a simple chunk. So the rest of a long result
 * goes to a thread that fetches a whole batch at a time. Where batches end does not depend on when that is.
 * `close` frees everything, also while somebody holds the iterator and does not pull.
 */
export class BatchStream {
  readonly #result: StreamingResult;
  readonly #options: BatchStreamOptions;
  readonly #gathered: BatchAccumulator;
  #next: Promise<number>;
  #thread: FetchThread | undefined;
  #moved: ThreadFetch | undefined;
  #exhausted = false;
  #closed: Promise<void> | undefined;

  constructor(result: StreamingResult, options: BatchStreamOptions) {
    this.#result = result;
    this.#options = options;
    this.#gathered = new BatchAccumulator(result.chunks.schema, options.limits);
    this.#next = result.chunks.fetch();
  }

  async *batches(): AsyncGenerator<RecordBatch, void, void> {
    yield* this.#fromPool();
    if (this.#moved !== undefined) yield* this.#fromThread(this.#moved);
    this.#result.check();
    this.#exhausted = true;
    const rest = this.#gathered.flush();
    if (rest !== undefined) yield rest;
  }

  /** Idempotent. Interrupts the statement when it has rows left. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  /** The batches until the result ends or moves to a thread. */
  async *#fromPool(): AsyncGenerator<RecordBatch, void, void> {
    const { chunks } = this.#result;
    const { threads, limits } = this.#options;
    for (let count = 1; ; count++) {
      const chunk = await this.#next;
      this.#checkOpen(); // a close in the meantime has freed the chunk
      if (chunk === 0) return;
      if (count === MANY_CHUNKS) this.#thread = threads.take();
      const moves = this.#thread?.ready === true;
      this.#next = moves ? Promise.resolve(0) : chunks.fetch();
      const full: RecordBatch[] = [];
      chunks.withArray(chunk, (array) => this.#gathered.append(array, full));
      if (moves) this.#moved = new ThreadFetch(this.#thread!, this.#result, limits, this.#gathered);
      yield* full;
      if (moves) return;
    }
  }

  async *#fromThread(moved: ThreadFetch): AsyncGenerator<RecordBatch, void, void> {
    for (;;) {
      const batch = await moved.next(() => this.#checkOpen());
      if (batch === undefined) return;
      yield batch;
    }
  }

  async #close(): Promise<void> {
    if (!this.#exhausted) this.#options.interruption.interrupt();
    dropChunk(await this.#next);
    await this.#moved?.letGo();
    if (this.#thread !== undefined) await this.#options.threads.giveBack(this.#thread);
    await this.#result.close();
  }

  #checkOpen(): void {
    if (this.#closed !== undefined)
      throw new CancelledError('The connection was closed while its rows were read. Read to the end, or break off, first.');
    this.#options.interruption.check();
  }
}
