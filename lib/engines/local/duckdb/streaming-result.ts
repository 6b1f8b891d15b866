import type { Schema } from 'apache-arrow';
import { layoutOf } from '#lib/arrow/layout.js';
import { DuckDbError } from './duckdb-error.js';
import { duckdb } from './library.js';
import { callAsync, newHandle } from './native-call.js';
import type { Handle } from './native-call.js';
import { ResultChunks } from './result-chunks.js';
import { preparedSchema } from './result-schema.js';

/** Bytes of a C `duckdb_result`. */
export const RESULT_BYTES = 48;

/**
 * What DuckDB computes ahead of the reader. Its own 1 MB is what keeps its threads at work while rows are copied: with less,
 * a stream of numbers takes twice as long. But it leaves out the bytes of texts, so that with blobs of 20 kB it was 29 chunks
 * of 41 MB; with the smaller one, which is no slower there, it was 6.
 */
const BUFFER = { numbers: '1MB', texts: '200KB' };

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
      setBuffer(connection, preparedSchema(statement, options));
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

/** Sets the buffer of the statements that begin on the connection from here on. */
function setBuffer(connection: Handle, { fields }: Schema): void {
  const size = fields.every(({ type }) => ['fixed', 'bool', 'null'].includes(layoutOf(type))) ? BUFFER.numbers : BUFFER.texts;
  const result = new Uint8Array(RESULT_BYTES);
  duckdb().query(connection[0], `SET streaming_buffer_size = '${size}'`, result);
  duckdb().destroy_result(result);
}
