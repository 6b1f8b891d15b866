import type { RecordBatch, Schema } from 'apache-arrow';
import { unpackBatch } from '#lib/arrow/batch-message.js';
import { concatBatches } from '#lib/arrow/concat-batches.js';
import { fromWireError } from '#lib/workers/wire-error.js';
import type { BatchAccumulator, BatchLimits } from '../accumulate/batch-accumulator.js';
import type { StreamingResult } from '../streaming-result.js';
import type { FetchAnswer, FetchThread } from './fetch-thread.js';

/** The rest of a result, fetched by a thread that is ready, one batch ahead of the reader. The thread is free again after `letGo`. */
export class ThreadFetch {
  readonly #thread: FetchThread;
  readonly #schema: Schema;
  /** The rows of the first batch that came before the thread. */
  #head: RecordBatch | undefined;
  #answer: Promise<FetchAnswer>;

  constructor(thread: FetchThread, result: StreamingResult, limits: BatchLimits, gathered: BatchAccumulator) {
    this.#thread = thread;
    this.#schema = result.chunks.schema;
    const { begun } = gathered;
    this.#head = gathered.flush();
    this.#answer = thread
      .ask({ kind: 'take-result', result: result.bytes, options: result.options[0]!, limits, begun })
      .then((taken) => (taken.kind === 'done' ? this.#ask() : taken));
  }

  /** The next batch; undefined when the statement has no more, or failed. `isOpen` throws where its reader is to get nothing. */
  async next(isOpen: () => void): Promise<RecordBatch | undefined> {
    const answer = await this.#answer;
    isOpen();
    if (answer.kind === 'lost') throw answer.error;
    if (answer.kind === 'fetch-failed') throw fromWireError(answer.error, 'Rows could not be fetched');
    if (answer.kind !== 'batch-fetched') return undefined;
    this.#answer = this.#ask();
    const batch = unpackBatch(answer.batch, this.#schema);
    const head = this.#head;
    this.#head = undefined;
    if (head === undefined) return batch;
    return batch.numRows === 0 ? head : concatBatches(this.#schema, [head, batch]);
  }

  /** Waits for what is under way, which the statement's interruption makes short. */
  async letGo(): Promise<void> {
    await this.#answer;
    await this.#thread.ask({ kind: 'let-go' });
  }

  #ask(): Promise<FetchAnswer> {
    return this.#thread.ask({ kind: 'fetch-batch' });
  }
}
