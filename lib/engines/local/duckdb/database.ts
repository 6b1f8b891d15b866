import { KindlingError } from '#lib/errors.js';
import { Connection } from './connection.js';
import { DuckDbError } from './duckdb-error.js';
import { FetchThreads } from './fetch/fetch-threads.js';
import { duckdb } from './library.js';
import { newHandle } from './native-call.js';
import type { Handle } from './native-call.js';

/** DuckDB's settings by name: `threads`, `memory_limit`, `temp_directory`, `TimeZone`, … */
export type DatabaseSettings = Readonly<Record<string, string | number | boolean>>;

/** A DuckDB database in this process, in memory unless it is given a file. */
export class Database implements AsyncDisposable {
  readonly #handle: Handle;
  readonly #connections = new Set<Connection>();
  readonly #threads = new FetchThreads(() => this.#connections.forEach((connection) => connection.interrupt()));
  #closed: Promise<void> | undefined;

  private constructor(handle: Handle) {
    this.#handle = handle;
  }

  /** Opens a database. Loads libduckdb on the first call; throws a DuckDbError for a setting that DuckDB does not take. */
  static open(settings: DatabaseSettings = {}, path = ':memory:'): Database {
    const api = duckdb();
    const config = newHandle();
    const handle = newHandle();
    const message = newHandle();
    api.create_config(config);
    try {
      for (const [name, value] of Object.entries({ errors_as_json: true, ...settings })) {
        if (api.set_config(config[0], name, String(value)) !== 0)
          throw new DuckDbError('Settings', `DuckDB does not take the setting ${name} = '${value}'`);
      }
      if (api.open_ext(path, handle, config[0], message) !== 0) throw openError(message);
    } finally {
      api.destroy_config(config);
    }
    return new Database(handle);
  }

  /** A new connection. Connections run side by side; each runs one statement at a time. */
  connect(): Connection {
    if (this.#closed !== undefined) throw new KindlingError('DATABASE_CLOSED', 'The database is closed. Open another.');
    const handle = newHandle();
    if (duckdb().connect(this.#handle[0], handle) !== 0) throw new DuckDbError('Connection', 'DuckDB does not give another connection');
    const connection = new Connection(handle, this.#threads, () => this.#connections.delete(connection));
    this.#connections.add(connection);
    return connection;
  }

  /** Interrupts and closes every connection, then the database. Done at once when nothing runs. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const closing = [...this.#connections].map((connection) => connection.close());
    duckdb().close(this.#handle); // the connections keep what they need of it
    await Promise.all(closing);
    await this.#threads.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function openError(message: Handle): DuckDbError {
  const api = duckdb();
  const text = api.koffi.decode.string(message[0]);
  api.free(message[0]);
  return DuckDbError.from(text);
}
