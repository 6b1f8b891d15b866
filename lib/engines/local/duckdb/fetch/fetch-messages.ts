import type { BatchMessage } from '#lib/arrow/batch-message.js';
import type { WireError } from '#lib/workers/wire-error.js';
import type { BatchLimits, Begun } from '../accumulate/batch-accumulator.js';

/** What the driver tells a fetching thread. It sends one order at a time, and every one is answered by one report. */
export type FetchOrder =
  /** Cloned: everything; `result` is a `duckdb_result`, whose rows the thread alone fetches until the result is let go. */
  | {
      readonly kind: 'take-result';
      readonly result: Uint8Array;
      readonly options: bigint;
      readonly limits: BatchLimits;
      readonly begun: Begun;
    }
  | { readonly kind: 'fetch-batch' }
  | { readonly kind: 'let-go' };

export type FetchReport =
  /** The thread has loaded what it needs; it says so once, unasked. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'done' }
  /** Shared: the batch. */
  | { readonly kind: 'batch-fetched'; readonly batch: BatchMessage }
  /** The statement has no more rows, or failed: the driver asks the result. */
  | { readonly kind: 'rows-ended' }
  | { readonly kind: 'fetch-failed'; readonly error: WireError };
