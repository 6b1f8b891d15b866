import type { RecordBatch, Schema } from 'apache-arrow';
import { ExecutionError } from '#lib/errors.js';
import { Appender } from './appender.js';
import { BatchStream } from './batch-stream.js';
import { DuckDbError } from './duckdb-error.js';
import type { FetchThreads } from './fetch/fetch-threads.js';
import { Interruption } from './interruption.js';
import { duckdb } from './library.js';
import { callAsync, newHandle } from './native-call.js';
import type { Handle } from './native-call.js';
import { preparedSchema } from './result-schema.js';
import { registerScalarFunction, type ScalarFunction } from './scalar-function.js';
import { RESULT_BYTES, StreamingResult } from './streaming-result.js';

export interface StatementOptions {
  /** Interrupts the statement: it rejects with a CancelledError whose cause is the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface StreamOptions extends StatementOptions {
  /** Rows of a full batch; 122,880 (a row group of DuckDB) unless told otherwise. */
  readonly batchRows?: number | undefined;
  /** Bytes of a full batch; 16 MB unless told otherwise. A row that is larger makes a batch alone. */
  readonly batchBytes?: number | undefined;
}

const BATCH_ROWS = 122_880;
const BATCH_BYTES = 16 * 2 ** 20;
/** Above this, the 32-bit offsets of one text column could overflow. */
const MOST_BATCH_BYTES = 2 ** 30;

/** What runs on a connection. */
interface Job {
  readonly name: string;
  readonly interruption: Interruption;
  /** Frees what it holds of the library, whoever waits for it; the call in flight has been interrupted. */
  stop: () => Promise<void>;
}

/**
 * A connection of a DuckDB database. It runs one statement at a time: a second one while the first still runs, or while a
 * stream is open, is refused; take another connection of the database for it.
 */
export class Connection implements AsyncDisposable {
  readonly #handle: Handle;
  readonly #arrowOptions = newHandle();
  readonly #threads: FetchThreads;
  readonly #onClose: () => void;
  #job: Job | undefined;
  /** The last statement given to libuv's pool. */
  #native: Promise<unknown> | undefined;
  #closed: Promise<void> | undefined;

  /** @internal */
  constructor(handle: Handle, threads: FetchThreads, onClose: () => void) {
    this.#handle = handle;
    this.#threads = threads;
    this.#onClose = onClose;
    duckdb().connection_get_arrow_options(handle[0], this.#arrowOptions);
  }

  /** Runs one or more statements and forgets what they give. Runs off the main thread. */
  async execute(sql: string, options: StatementOptions = {}): Promise<void> {
    const text = nativeText(sql);
    await this.#run('execute', options.signal, () => this.#query(text));
  }

  /** Runs one or more statements while this thread waits: for a cheap SET or CREATE VIEW. */
  executeSync(sql: string): void {
    this.#checkFree('executeSync');
    const api = duckdb();
    const result = new Uint8Array(RESULT_BYTES);
    try {
      if (api.query(this.#handle[0], nativeText(sql), result) !== 0) throw DuckDbError.from(api.result_error(result));
    } finally {
      api.destroy_result(result);
    }
  }

  /** The first value of what one statement gives, as text, while this thread waits; undefined where it is null or there are no rows. For look-ups in metadata. */
  firstText(sql: string): string | undefined {
    this.#checkFree('firstText');
    const api = duckdb();
    const result = new Uint8Array(RESULT_BYTES);
    try {
      if (api.query(this.#handle[0], nativeText(sql), result) !== 0) throw DuckDbError.from(api.result_error(result));
      const text = newHandle();
      text[0] = BigInt(api.value_varchar(result, 0, 0));
      if (text[0] === 0n) return undefined;
      try {
        return api.koffi.decode.string(text[0]);
      } finally {
        api.free(text[0]);
      }
    } finally {
      api.destroy_result(result);
    }
  }

  /** Makes a function of ours known to the whole database. */
  register(definition: ScalarFunction): void {
    this.#checkFree('register');
    registerScalarFunction(this.#handle, this.#arrowOptions, definition);
  }

  /** The schema of what one statement would give, without running it. This thread waits while DuckDB plans it. */
  describe(sql: string): Schema {
    this.#checkFree('describe');
    const api = duckdb();
    const statement = newHandle();
    try {
      if (api.prepare(this.#handle[0], nativeText(sql), statement) !== 0) throw DuckDbError.from(api.prepare_error(statement[0]));
      return preparedSchema(statement, this.#arrowOptions);
    } finally {
      api.destroy_prepare(statement);
    }
  }

  /**
   * The rows of one statement, as batches in shared memory. DuckDB works as the batches are pulled, one batch ahead
   * and what its streaming buffer holds; breaking off interrupts it and frees what it held.
   */
  async *stream(sql: string, options: StreamOptions = {}): AsyncGenerator<RecordBatch, void, void> {
    const { batchRows = BATCH_ROWS, batchBytes = BATCH_BYTES, signal } = options;
    if (!Number.isInteger(batchRows) || batchRows < 1) throw new RangeError(`stream: batchRows must be an integer >= 1; got ${batchRows}`);
    if (!(batchBytes >= 1)) throw new RangeError(`stream: batchBytes must be a number >= 1; got ${batchBytes}`);
    const text = nativeText(sql);
    const job = this.#begin('stream', signal);
    const limits = { rows: batchRows, bytes: Math.min(batchBytes, MOST_BATCH_BYTES) };
    const opening = StreamingResult.open(this.#handle, this.#arrowOptions, text).then(
      (result) => new BatchStream(result, { limits, interruption: job.interruption, threads: this.#threads }),
    );
    const close = () =>
      opening.then(
        (stream) => stream.close(),
        () => undefined,
      ); // an opening that fails is thrown below
    job.stop = close;
    try {
      yield* (await opening).batches();
    } catch (error) {
      throw job.interruption.explain(error);
    } finally {
      await close();
      this.#end(job);
    }
  }

  /**
   * Appends batches to a table, which must have their columns in their order; DuckDB casts what differs. Gives the number
   * of rows. All of them arrive or, after an error, none: it is a transaction of its own.
   */
  async append(
    table: string,
    batches: Iterable<RecordBatch> | AsyncIterable<RecordBatch>,
    options: StatementOptions = {},
  ): Promise<number> {
    const name = nativeText(table);
    return this.#run('append', options.signal, async (job) => {
      await this.#query('BEGIN TRANSACTION');
      try {
        const rows = await this.#appendAll(name, batches, job);
        await this.#query('COMMIT');
        return rows;
      } catch (error) {
        await this.#rollback(job);
        throw error;
      }
    });
  }

  /** Interrupts what runs, which then fails with a DuckDbError of type `INTERRUPT`. Does nothing when nothing runs. */
  interrupt(): void {
    this.#job?.interruption.interrupt();
  }

  /** Interrupts what runs and disconnects; done at once when nothing runs. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#onClose();
    if (this.#job !== undefined) {
      this.#job.interruption.interrupt();
      await this.#job.stop();
      await this.#native;
      this.#end(this.#job);
    }
    duckdb().destroy_arrow_options(this.#arrowOptions);
    duckdb().disconnect(this.#handle);
  }

  async #run<T>(name: string, signal: AbortSignal | undefined, work: (job: Job) => Promise<T>): Promise<T> {
    const job = this.#begin(name, signal);
    try {
      return await work(job);
    } catch (error) {
      throw job.interruption.explain(error);
    } finally {
      this.#end(job);
    }
  }

  #begin(name: string, signal: AbortSignal | undefined): Job {
    this.#checkFree(name);
    const interruption = new Interruption(this.#handle, signal);
    interruption.check();
    this.#job = { name, interruption, stop: async () => {} };
    return this.#job;
  }

  #end(job: Job): void {
    job.interruption[Symbol.dispose]();
    if (this.#job === job) this.#job = undefined;
  }

  #checkFree(name: string): void {
    this.#checkOpen();
    if (this.#job === undefined) return;
    const message = `A connection runs one statement at a time; '${name}' came while '${this.#job.name}' runs. End that first, or take another connection.`;
    throw new ExecutionError('CONNECTION_BUSY', message);
  }

  #checkOpen(): void {
    if (this.#closed !== undefined)
      throw new ExecutionError('CONNECTION_CLOSED', 'The connection is closed. Take another from the database.');
  }

  async #query(sql: string): Promise<void> {
    this.#checkOpen();
    const result = new Uint8Array(RESULT_BYTES);
    const state = callAsync<number>(duckdb().query, this.#handle[0], sql, result);
    this.#native = state;
    try {
      if ((await state) !== 0) throw DuckDbError.from(duckdb().result_error(result));
    } finally {
      duckdb().destroy_result(result);
    }
  }

  async #appendAll(table: string, batches: Iterable<RecordBatch> | AsyncIterable<RecordBatch>, job: Job): Promise<number> {
    const appender = new Appender(this.#handle, table, job.interruption);
    job.stop = () => appender.close();
    try {
      return await appender.appendAll(batches);
    } finally {
      await appender.close();
    }
  }

  async #rollback(job: Job): Promise<void> {
    if (this.#closed !== undefined) return; // disconnecting rolls back
    job.interruption.rest();
    try {
      await this.#query('ROLLBACK');
    } catch {
      // Only a database that is broken already cannot roll back, and the error that is being thrown says so.
    }
  }
}

/** C text ends at its first NUL, so a statement with one inside would lose its end. */
function nativeText(text: string): string {
  if (text.includes('\0'))
    throw new ExecutionError('INVALID_SQL_TEXT', 'SQL text must not contain the character U+0000. Write it as chr(0).');
  return text;
}
