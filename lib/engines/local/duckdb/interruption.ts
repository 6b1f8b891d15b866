import { CancelledError } from '#lib/errors.js';
import { DuckDbError } from './duckdb-error.js';
import { duckdb } from './library.js';
import type { Handle } from './native-call.js';

/** DuckDB forgets an interrupt that comes before the statement has begun on its thread, so it is said again until the work ends. */
const AGAIN_MS = 20;

/** Interrupts what runs on a connection, on demand and when `signal` aborts; over when disposed. */
export class Interruption implements Disposable {
  readonly #connection: Handle;
  readonly #signal: AbortSignal | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(connection: Handle, signal?: AbortSignal) {
    this.#connection = connection;
    this.#signal = signal;
    signal?.addEventListener('abort', this.interrupt, { once: true });
  }

  readonly interrupt = (): void => {
    duckdb().interrupt(this.#connection[0]);
    this.#timer ??= setInterval(() => duckdb().interrupt(this.#connection[0]), AGAIN_MS).unref();
  };

  /** Throws a CancelledError once the signal has aborted. */
  check(): void {
    if (this.#signal?.aborted) throw this.#cancelled();
  }

  /** The error to throw for `error`: the CancelledError, where the signal is why DuckDB was interrupted. */
  explain(error: unknown): unknown {
    return this.#signal?.aborted && error instanceof DuckDbError && error.type === 'INTERRUPT' ? this.#cancelled() : error;
  }

  #cancelled(): CancelledError {
    return new CancelledError('The statement was cancelled', { cause: this.#signal?.reason });
  }

  /** Stops saying it, so that what follows can run. */
  rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  [Symbol.dispose](): void {
    this.rest();
    this.#signal?.removeEventListener('abort', this.interrupt);
  }
}
