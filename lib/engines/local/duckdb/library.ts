import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Koffi from 'koffi';
import { KindlingError } from '#lib/errors.js';

/** A function of the library; `async` runs it on libuv's pool and calls back. */
export interface NativeFunction {
  (...args: any[]): any;
  async(...args: any[]): void;
}

const POINTER = 'void*';
const TEXT = 'const char*';
const SIZE = 'uint64_t';
const STATE = 'int';
const ADDRESS = 'uintptr_t';

/** What we call of DuckDB's C API: what it gives, then what it takes. Names are without the `duckdb_` in front. */
const signatures = {
  create_config: [STATE, POINTER],
  set_config: [STATE, POINTER, TEXT, TEXT],
  destroy_config: ['void', POINTER],
  open_ext: [STATE, TEXT, POINTER, POINTER, POINTER],
  close: ['void', POINTER],
  connect: [STATE, POINTER, POINTER],
  disconnect: ['void', POINTER],
  interrupt: ['void', POINTER],
  free: ['void', POINTER],
  query: [STATE, POINTER, TEXT, POINTER],
  result_error: [TEXT, POINTER],
  value_varchar: [ADDRESS, POINTER, SIZE, SIZE],
  destroy_result: ['void', POINTER],
  prepare: [STATE, POINTER, TEXT, POINTER],
  prepare_error: [TEXT, POINTER],
  destroy_prepare: ['void', POINTER],
  prepared_statement_column_count: [SIZE, POINTER],
  prepared_statement_column_name: [ADDRESS, POINTER, SIZE],
  prepared_statement_column_logical_type: [ADDRESS, POINTER, SIZE],
  pending_prepared_streaming: [STATE, POINTER, POINTER],
  pending_error: [TEXT, POINTER],
  execute_pending: [STATE, POINTER, POINTER],
  destroy_pending: ['void', POINTER],
  column_count: [SIZE, POINTER],
  column_name: [ADDRESS, POINTER, SIZE],
  column_logical_type: [ADDRESS, POINTER, SIZE],
  destroy_logical_type: ['void', POINTER],
  destroy_data_chunk: ['void', POINTER],
  connection_get_arrow_options: ['void', POINTER, POINTER],
  destroy_arrow_options: ['void', POINTER],
  to_arrow_schema: [ADDRESS, POINTER, POINTER, POINTER, SIZE, POINTER],
  data_chunk_to_arrow: [ADDRESS, POINTER, POINTER, POINTER],
  schema_from_arrow: [ADDRESS, POINTER, POINTER, POINTER],
  data_chunk_from_arrow: [ADDRESS, POINTER, POINTER, POINTER, POINTER],
  destroy_arrow_converted_schema: ['void', POINTER],
  error_data_message: [TEXT, POINTER],
  destroy_error_data: ['void', POINTER],
  create_scalar_function: [ADDRESS],
  scalar_function_set_name: ['void', POINTER, TEXT],
  scalar_function_add_parameter: ['void', POINTER, POINTER],
  scalar_function_set_return_type: ['void', POINTER, POINTER],
  scalar_function_set_special_handling: ['void', POINTER],
  scalar_function_set_volatile: ['void', POINTER],
  scalar_function_set_extra_info: ['void', POINTER, ADDRESS, POINTER],
  scalar_function_get_extra_info: [ADDRESS, POINTER],
  scalar_function_set_function: ['void', POINTER, POINTER],
  scalar_function_set_error: ['void', POINTER, TEXT],
  register_scalar_function: [STATE, POINTER, POINTER],
  destroy_scalar_function: ['void', POINTER],
  data_chunk_get_size: [SIZE, POINTER],
  data_chunk_get_vector: [ADDRESS, POINTER, SIZE],
  create_selection_vector: [ADDRESS, SIZE],
  selection_vector_get_data_ptr: [ADDRESS, POINTER],
  destroy_selection_vector: ['void', POINTER],
  vector_copy_sel: ['void', POINTER, POINTER, POINTER, SIZE, SIZE, SIZE],
  appender_create: [STATE, POINTER, TEXT, TEXT, POINTER],
  append_data_chunk: [STATE, POINTER, POINTER],
  appender_flush: [STATE, POINTER],
  appender_error: [TEXT, POINTER],
  appender_clear: [STATE, POINTER],
  appender_destroy: [STATE, POINTER],
} as const satisfies Record<string, readonly [result: string, ...args: string[]]>;

/** libduckdb, loaded: its functions, and what reaches into its memory. */
export interface DuckDbLibrary extends Record<keyof typeof signatures, NativeFunction> {
  readonly koffi: typeof Koffi;
  /** Fetches the next chunk of a result, which C takes by value: pass `resultValue(result)`. */
  readonly fetch_chunk: NativeFunction;
  /** Reads a `duckdb_result` as the value that `fetch_chunk` takes. */
  resultValue(result: Uint8Array): object;
  /** Copies bytes between two addresses. */
  readonly memcpy: NativeFunction;
  /** Address of a native function that does nothing with its argument: the release callback of memory that JavaScript owns. */
  readonly releaseNothing: bigint;
  /** Calls the release callback at `callback` with the struct at `struct`. */
  release(callback: number, struct: number): void;
}

let loaded: DuckDbLibrary | undefined;

/** libduckdb, loaded on the first call. Throws what to install when it is not there. */
export function duckdb(): DuckDbLibrary {
  loaded ??= load();
  return loaded;
}

function load(): DuckDbLibrary {
  const require = createRequire(import.meta.url);
  const koffi = requireKoffi(require);
  const library = openLibrary(koffi, libraryPath(require));
  // Nameless, because koffi's type names are global to the process.
  const result = koffi.struct({ columns: SIZE, rows: SIZE, changed: SIZE, data: POINTER, error: POINTER, internal: POINTER });
  const release = koffi.proto('void', [POINTER]);
  const functions = Object.fromEntries(
    Object.entries(signatures).map(([name, [gives, ...takes]]) => [name, library.func(`duckdb_${name}`, gives, takes)]),
  );
  return {
    ...(functions as unknown as Record<keyof typeof signatures, NativeFunction>),
    koffi,
    fetch_chunk: library.func('duckdb_fetch_chunk', ADDRESS, [result]),
    resultValue: (bytes) => koffi.decode(bytes, result) as object,
    // A symbol of the C library is found through libduckdb, which depends on it; Windows looks in the library alone.
    memcpy: (process.platform === 'win32' ? koffi.load('msvcrt.dll') : library).func('memcpy', POINTER, [POINTER, POINTER, 'size_t']),
    // `duckdb_vector_size` takes nothing and returns a constant, so calling it with an argument does nothing.
    releaseNothing: BigInt(library.symbol('duckdb_vector_size')),
    release: (callback, struct) => void koffi.call(callback, release, struct),
  };
}

const fileNames: Partial<Record<NodeJS.Platform, string>> = { darwin: 'libduckdb.dylib', win32: 'duckdb.dll' };

/** Finds the library beside the native module of `@duckdb/node-bindings`; on Linux without glibc it lies in the `-musl` package. */
function libraryPath(require: NodeJS.Require): string {
  const target = `${process.platform}-${process.arch}`;
  for (const name of [`@duckdb/node-bindings-${target}`, `@duckdb/node-bindings-${target}-musl`]) {
    const manifest = resolveBeside(require, name);
    if (manifest !== undefined) return path.join(path.dirname(manifest), fileNames[process.platform] ?? 'libduckdb.so');
  }
  throw new KindlingError(
    'MISSING_DEPENDENCY',
    `The local engine needs the package '@duckdb/node-bindings-${target}'; it is not installed. ` +
      `Run 'npm install @duckdb/node-bindings' without '--omit=optional' on this platform.`,
  );
}

/** The package's manifest, looked for where `@duckdb/node-bindings` is, so that strict installers find its own dependency too. */
function resolveBeside(require: NodeJS.Require, name: string): string | undefined {
  try {
    return createRequire(require.resolve('@duckdb/node-bindings/package.json')).resolve(`${name}/package.json`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function requireKoffi(require: NodeJS.Require): typeof Koffi {
  try {
    return require('koffi') as typeof Koffi;
  } catch (cause) {
    throw new KindlingError(
      'MISSING_DEPENDENCY',
      `The local engine needs the package 'koffi', which does not load here. Run 'npm install koffi'.`,
      { cause },
    );
  }
}

function openLibrary(koffi: typeof Koffi, file: string): Koffi.LibraryHandle {
  try {
    return koffi.load(file);
  } catch (cause) {
    throw new KindlingError(
      'MISSING_DEPENDENCY',
      `DuckDB's library does not load from '${file}'. Run 'npm install @duckdb/node-bindings' again on this machine.`,
      {
        cause,
      },
    );
  }
}
