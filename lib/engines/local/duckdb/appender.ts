import type { Field, RecordBatch, Schema } from 'apache-arrow';
import { CancelledError } from '#lib/errors.js';
import { DuckDbError } from './duckdb-error.js';
import { exportSchema } from './c-schema.js';
import type { ExportedSchema } from './c-schema.js';
import { ExportedBatch } from './export/exported-batch.js';
import type { Interruption } from './interruption.js';
import { duckdb } from './library.js';
import { callAsync, checkErrorData, newHandle } from './native-call.js';
import type { Handle } from './native-call.js';

/** Rows of DuckDB's vectors: what a chunk may have. */
const CHUNK_ROWS = 2048;

/** Appends batches to one table. Chunks are made here and appended on libuv's pool, where the table is compressed and written. */
export class Appender {
  readonly #connection: Handle;
  readonly #interruption: Interruption;
  readonly #handle = newHandle();
  #schema: { of: Schema; converted: Handle; exported: ExportedSchema } | undefined;
  #inFlight: Promise<number> = Promise.resolve(0);
  #closed: Promise<void> | undefined;

  constructor(connection: Handle, table: string, interruption: Interruption) {
    this.#connection = connection;
    this.#interruption = interruption;
    if (duckdb().appender_create(connection[0], null, table, this.#handle) !== 0) {
      const error = this.#error();
      duckdb().appender_destroy(this.#handle);
      throw error;
    }
  }

  /** Appends every batch and writes the last rows. Gives the number of rows. */
  async appendAll(batches: Iterable<RecordBatch> | AsyncIterable<RecordBatch>): Promise<number> {
    let rows = 0;
    for await (const batch of batches) {
      await this.#append(batch);
      rows += batch.numRows;
    }
    this.#check(await this.#send(callAsync(duckdb().appender_flush, this.#handle[0])));
    return rows;
  }

  /** Frees what it holds, once the call in flight is over. Rows that were not flushed are lost. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#inFlight;
    const api = duckdb();
    api.appender_clear(this.#handle[0]); // destroying would flush
    api.appender_destroy(this.#handle);
    if (this.#schema !== undefined) api.destroy_arrow_converted_schema(this.#schema.converted);
  }

  async #append(batch: RecordBatch): Promise<void> {
    const exported = new ExportedBatch(batch);
    const converted = this.#convertedSchema(batch.schema, exported.fields);
    for (let start = 0; start < batch.numRows; start += CHUNK_ROWS) {
      const chunk = newHandle();
      exported.select(start, Math.min(CHUNK_ROWS, batch.numRows - start));
      checkErrorData(Number(duckdb().data_chunk_from_arrow(this.#connection[0], exported.slots, converted[0], chunk)));
      await this.#settle(chunk);
      void this.#send(this.#appendChunk(chunk, exported));
    }
    this.#check(await this.#inFlight);
  }

  /** Waits for the chunk before this one. */
  async #settle(chunk: Handle): Promise<void> {
    try {
      this.#check(await this.#inFlight);
    } catch (error) {
      duckdb().destroy_data_chunk(chunk);
      throw error;
    }
  }

  /** The chunk points into `exported`, which is kept alive until the chunk is gone. */
  async #appendChunk(chunk: Handle, exported: ExportedBatch): Promise<number> {
    const alive = [exported];
    const state = await callAsync<number>(duckdb().append_data_chunk, this.#handle[0], chunk[0]);
    duckdb().destroy_data_chunk(chunk);
    alive.pop();
    return state;
  }

  #send(call: Promise<number>): Promise<number> {
    this.#inFlight = call;
    return call;
  }

  /** Throws when a call failed, the signal aborted, or the connection was closed meanwhile. */
  #check(state: number): void {
    if (this.#closed !== undefined) throw new CancelledError('The connection was closed while rows were appended. Wait for the append first.');
    this.#interruption.check();
    if (state !== 0) throw this.#error();
  }

  #convertedSchema(schema: Schema, fields: readonly Field[]): Handle {
    if (this.#schema?.of === schema) return this.#schema.converted;
    const exported = exportSchema(fields);
    const converted = newHandle();
    checkErrorData(Number(duckdb().schema_from_arrow(this.#connection[0], exported.root, converted)));
    if (this.#schema !== undefined) duckdb().destroy_arrow_converted_schema(this.#schema.converted);
    this.#schema = { of: schema, converted, exported };
    return converted;
  }

  #error(): DuckDbError {
    return DuckDbError.from(duckdb().appender_error(this.#handle[0]) as string | null);
  }
}
