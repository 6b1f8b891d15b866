import { DuckDbError } from './duckdb-error.js';
import { duckdb } from './library.js';
import { callAsync, newHandle } from './native-call.js';
import type { Handle } from './native-call.js';
import { ResultChunks } from './result-chunks.js';

/** Bytes of a C `duckdb_result`. */
export const RESULT_BYTES = 48;

/** A statement that runs and gives its rows chunk by chunk. `close` must be called. */
export class StreamingResult {
  readonly chunks: ResultChunks;
  /** The C `duckdb_result`. */
  readonly bytes: Uint8Array;
  readonly options: Handle;

  private constructor(bytes: Uint8Array, options: Handle) {
    this.chunks = new ResultChunks(bytes, options);
    this.bytes = bytes;
    this.options = options;
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

  /** Throws what went wrong, if anything did. */
  check(): void {
    const { error } = this.chunks;
    if (error !== undefined) throw DuckDbError.from(error);
  }

  /** Ends the statement. It may wait for DuckDB's threads, so interrupt the connection first when rows are left. */
  close(): Promise<void> {
    return callAsync(duckdb().destroy_result, this.bytes);
  }
}
