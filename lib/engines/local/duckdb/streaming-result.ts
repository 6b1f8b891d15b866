import type { Schema } from 'apache-arrow';
import { CArray, RELEASE } from './c-array.js';
import { DuckDbError } from './duckdb-error.js';
import { duckdb } from './library.js';
import { callAsync, checkErrorData, newHandle } from './native-call.js';
import type { Handle } from './native-call.js';
import { resultSchema } from './result-schema.js';

/** Bytes of a C `duckdb_result`. */
export const RESULT_BYTES = 48;

/** A statement that runs and gives its rows chunk by chunk. Everything slow happens on libuv's pool. `close` must be called. */
export class StreamingResult {
  readonly schema: Schema;
  readonly #result: Uint8Array;
  readonly #value: object;
  readonly #options: Handle;
  readonly #array = new CArray();

  private constructor(result: Uint8Array, options: Handle) {
    this.schema = resultSchema(result, options);
    this.#result = result;
    this.#value = duckdb().resultValue(result);
    this.#options = options;
  }

  /** Prepares one statement and runs it until it has its first rows. */
  static async open(connection: Handle, options: Handle, sql: string): Promise<StreamingResult> {
    const api = duckdb();
    const statement = newHandle();
    const pending = newHandle();
    const result = new Uint8Array(RESULT_BYTES);
    try {
      if ((await callAsync(api.prepare, connection[0], sql, statement)) !== 0) throw DuckDbError.from(api.prepare_error(statement[0]));
      if ((await callAsync(api.pending_prepared_streaming, statement[0], pending)) !== 0)
        throw DuckDbError.from(api.pending_error(pending[0]));
      if ((await callAsync(api.execute_pending, pending[0], result)) !== 0) throw DuckDbError.from(api.result_error(result));
      return new StreamingResult(result, options);
    } catch (error) {
      await callAsync(api.destroy_result, result);
      throw error;
    } finally {
      api.destroy_pending(pending);
      api.destroy_prepare(statement);
    }
  }

  /** The handle of the next chunk; 0 at the end and after an error, which `check` throws. */
  fetch(): Promise<number> {
    return callAsync<number>(duckdb().fetch_chunk, this.#value);
  }

  /** Throws what went wrong, if anything did. */
  check(): void {
    const message = duckdb().result_error(this.#result) as string | null;
    if (message) throw DuckDbError.from(message);
  }

  /** Lends a chunk as a C ArrowArray to `use`, and frees both. */
  withArray<T>(chunk: number, use: (pointer: number) => T): T {
    const api = duckdb();
    const { slots, address } = this.#array;
    slots.fill(0n);
    try {
      checkErrorData(Number(api.data_chunk_to_arrow(this.#options[0], chunk, slots)));
      return use(address);
    } finally {
      if (slots[RELEASE] !== 0n) api.release(Number(slots[RELEASE]), address);
      api.destroy_data_chunk(newHandle(chunk));
    }
  }

  /** Ends the statement. It may wait for DuckDB's threads, so interrupt the connection first when rows are left. */
  close(): Promise<void> {
    return callAsync(duckdb().destroy_result, this.#result);
  }
}

/** Frees a chunk that nobody will read. */
export function dropChunk(chunk: number): void {
  if (chunk !== 0) duckdb().destroy_data_chunk(newHandle(chunk));
}
