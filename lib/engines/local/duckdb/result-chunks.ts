import type { Schema } from 'apache-arrow';
import { CArray, RELEASE } from './c-array.js';
import { duckdb } from './library.js';
import { callAsync, checkErrorData, newHandle } from './native-call.js';
import type { Handle } from './native-call.js';
import { resultSchema } from './result-schema.js';

/** The chunks of a C result, 2,048 rows at most each. One thread at a time may fetch them; any may. */
export class ResultChunks {
  readonly schema: Schema;
  readonly #result: Uint8Array;
  readonly #value: object;
  readonly #options: Handle;
  readonly #array = new CArray();

  /** `result` is a `duckdb_result`, or its bytes, which another thread keeps alive. */
  constructor(result: Uint8Array, options: Handle) {
    this.schema = resultSchema(result, options);
    this.#result = result;
    this.#value = duckdb().resultValue(result);
    this.#options = options;
  }

  /** What went wrong, if anything did. */
  get error(): string | undefined {
    return (duckdb().result_error(this.#result) as string | null) || undefined;
  }

  /** The handle of the next chunk; 0 at the end and after an error. DuckDB works on libuv's pool meanwhile. */
  fetch(): Promise<number> {
    return callAsync<number>(duckdb().fetch_chunk, this.#value);
  }

  /** The same while this thread waits, which may take as long as the whole statement. */
  fetchNow(): number {
    return duckdb().fetch_chunk(this.#value) as number;
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
      dropChunk(chunk);
    }
  }
}

/** Frees a chunk that nobody will read. */
export function dropChunk(chunk: number): void {
  if (chunk !== 0) duckdb().destroy_data_chunk(newHandle(chunk));
}
