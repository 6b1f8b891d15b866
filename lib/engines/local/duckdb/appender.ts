import { setImmediate } from 'node:timers/promises';
import type { Field, RecordBatch, Schema } from 'apache-arrow';
import { CancelledError } from '#lib/errors.js';
import { batchBytes } from '#lib/arrow/batch-bytes.js';
import { DuckDbError } from './duckdb-error.js';
import { exportSchema } from './c-schema.js';
import type { ExportedSchema } from './c-schema.js';
import { ExportedBatch } from './export/exported-batch.js';
import type { Interruption } from './interruption.js';
import { duckdb } from './library.js';
import { callAsync, checkErrorData, newHandle } from './native-call.js';
import type { Handle } from './native-call.js';

/** Rows of DuckDB's vectors: what a chunk may have, because a cast of more would write past its end. */
const CHUNK_ROWS = 2048;
/** DuckDB compresses and writes what it was given at 204,800 rows; we say so just before, and from another thread. */
const FLUSH_ROWS = 204_800 - CHUNK_ROWS;
/** A chunk up to here is copied at once: a hop to the pool and back takes longer. */
const SMALL_CHUNK_BYTES = 2 ** 18;
/** How long chunks are copied before the event loop has a turn. */
const TURN_MS = 5;

/** Appends batches to one table. The long parts, writing rows and copying large ones, happen on libuv's pool. */
export class Appender {
  readonly #connection: Handle;
  readonly #interruption: Interruption;
  readonly #handle = newHandle();
  #schema: { of: Schema; converted: Handle; exported: ExportedSchema } | undefined;
  #unflushed = 0;
  #turn = performance.now();
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
    await this.#flush();
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
    const small = batchBytes(batch) <= (SMALL_CHUNK_BYTES * batch.numRows) / CHUNK_ROWS;
    for (let start = 0; start < batch.numRows; start += CHUNK_ROWS) {
      const rows = Math.min(CHUNK_ROWS, batch.numRows - start);
      await this.#makeRoom(rows);
      const chunk = newHandle();
      exported.select(start, rows);
      checkErrorData(Number(duckdb().data_chunk_from_arrow(this.#connection[0], exported.slots, converted[0], chunk)));
      this.#check(small ? this.#appendHere(chunk) : await this.#appendAside(chunk, exported));
    }
  }

  /** Flushes before DuckDB would, and lets the event loop live. */
  async #makeRoom(rows: number): Promise<void> {
    const full = this.#unflushed + rows > FLUSH_ROWS;
    if (full) await this.#flush();
    this.#unflushed += rows;
    if (performance.now() - this.#turn < TURN_MS) return;
    if (!full) await setImmediate();
    this.#turn = performance.now();
    this.#check(0);
  }

  async #flush(): Promise<void> {
    this.#unflushed = 0;
    this.#check(await this.#send(callAsync(duckdb().appender_flush, this.#handle[0])));
  }

  #appendHere(chunk: Handle): number {
    const state = duckdb().append_data_chunk(this.#handle[0], chunk[0]) as number;
    duckdb().destroy_data_chunk(chunk);
    return state;
  }

  #appendAside(chunk: Handle, exported: ExportedBatch): Promise<number> {
    const held = [exported]; // the chunk points into it
    const append = async () => {
      const state = await callAsync<number>(duckdb().append_data_chunk, this.#handle[0], chunk[0]);
      duckdb().destroy_data_chunk(chunk);
      held.length = 0;
      return state;
    };
    return this.#send(append());
  }

  #send(call: Promise<number>): Promise<number> {
    this.#inFlight = call;
    return call;
  }

  /** Throws when a call failed, the signal aborted, or the connection was closed meanwhile. */
  #check(state: number): void {
    if (this.#closed !== undefined)
      throw new CancelledError('The connection was closed while rows were appended. Wait for the append first.');
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
