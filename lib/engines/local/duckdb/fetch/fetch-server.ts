import type { RecordBatch } from 'apache-arrow';
import { packBatch } from '#lib/arrow/batch-message.js';
import { toWireError } from '#lib/workers/wire-error.js';
import { BatchAccumulator } from '../accumulate/batch-accumulator.js';
import { newHandle } from '../native-call.js';
import { ResultChunks } from '../result-chunks.js';
import type { FetchOrder, FetchReport } from './fetch-messages.js';

interface Taken {
  readonly chunks: ResultChunks;
  readonly gathered: BatchAccumulator;
  /** Batches that the last chunk filled. */
  readonly full: RecordBatch[];
  ended: boolean;
}

/** A fetching thread's side: fetches the chunks of one result while the thread waits, a batch an order. */
export class FetchServer {
  #taken: Taken | undefined;

  /** Does what the driver orders; gives the report of it. */
  answer(order: FetchOrder): FetchReport {
    try {
      switch (order.kind) {
        case 'take-result': {
          const chunks = new ResultChunks(order.result, newHandle(order.options));
          this.#taken = { chunks, gathered: new BatchAccumulator(chunks.schema, order.limits, order.begun), full: [], ended: false };
          return { kind: 'done' };
        }
        case 'fetch-batch': {
          const batch = nextBatch(this.#taken!);
          return batch === undefined ? { kind: 'rows-ended' } : { kind: 'batch-fetched', batch: packBatch(batch) };
        }
        case 'let-go':
          this.#taken = undefined;
          return { kind: 'done' };
      }
    } catch (error) {
      return { kind: 'fetch-failed', error: toWireError(error) };
    }
  }
}

function nextBatch(taken: Taken): RecordBatch | undefined {
  const { chunks, gathered, full } = taken;
  while (full.length === 0 && !taken.ended) {
    const chunk = chunks.fetchNow();
    if (chunk !== 0) chunks.withArray(chunk, (array) => gathered.append(array, full));
    else taken.ended = true;
  }
  if (full.length > 0) return full.shift();
  return chunks.error === undefined ? gathered.flush() : undefined;
}
