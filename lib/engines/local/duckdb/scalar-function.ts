import type { RecordBatch, Schema } from 'apache-arrow';
import { BatchAccumulator } from './accumulate/batch-accumulator.js';
import { CArray, RELEASE } from './c-array.js';
import { exportSchema } from './c-schema.js';
import { DuckDbError } from './duckdb-error.js';
import { ExportedBatch } from './export/exported-batch.js';
import { duckdb } from './library.js';
import { checkErrorData, newHandle } from './native-call.js';
import type { Handle } from './native-call.js';

/** A function of ours that SQL can call. */
export interface ScalarFunction {
  readonly name: string;
  /** DuckDB's names of the types of the arguments, and of the result. */
  readonly parameters: readonly string[];
  readonly returns: string;
  /** The same types in Arrow. */
  readonly arguments: Schema;
  /** Whether the same arguments may give another result. */
  readonly volatile?: boolean;
  /** The results of some rows, as a batch of one column; what it throws ends the query. */
  call(rows: number, input: RecordBatch | undefined): RecordBatch;
}

/** A function that DuckDB knows, by the number that it hands back. Numbers are not used again. */
const registered = new Map<number, (info: bigint, chunk: bigint, output: bigint) => void>();
let callback: bigint | undefined;

/**
 * Registers a function for every connection of the database. DuckDB's threads call it chunk by chunk and wait, while the
 * event loop of this thread runs it: so statements that use it must not be waited for on this thread.
 */
export function registerScalarFunction(connection: Handle, options: Handle, definition: ScalarFunction): void {
  const api = duckdb();
  const number = registered.size + 1;
  registered.set(number, caller(connection, options, definition));
  const made = newHandle(api.create_scalar_function() as number);
  const types = [...definition.parameters, definition.returns].map((type) => logicalType(connection, type));
  try {
    api.scalar_function_set_name(made[0], definition.name);
    for (const type of types.slice(0, -1)) api.scalar_function_add_parameter(made[0], type[0]);
    api.scalar_function_set_return_type(made[0], types.at(-1)![0]);
    api.scalar_function_set_special_handling(made[0]);
    if (definition.volatile === true) api.scalar_function_set_volatile(made[0]);
    api.scalar_function_set_extra_info(made[0], number, null);
    api.scalar_function_set_function(made[0], dispatcher());
    if (api.register_scalar_function(connection[0], made[0]) !== 0)
      throw new DuckDbError('Catalog', `DuckDB does not take the function ${definition.name}`);
  } finally {
    for (const type of types) api.destroy_logical_type(type);
    api.destroy_scalar_function(made);
  }
}

/** The one callback of the process: it finds the function by its number. */
function dispatcher(): bigint {
  const api = duckdb();
  callback ??= BigInt(
    api.koffi.address(
      api.koffi.register(
        (info: bigint, chunk: bigint, output: bigint) => {
          try {
            registered.get(Number(api.scalar_function_get_extra_info(info)))!(info, chunk, output);
          } catch (error) {
            api.scalar_function_set_error(info, error instanceof Error ? error.message : String(error));
          }
        },
        api.koffi.pointer(api.koffi.proto('void', ['uintptr_t', 'uintptr_t', 'uintptr_t'])),
      ),
    ),
  );
  return callback;
}

function caller(connection: Handle, options: Handle, definition: ScalarFunction) {
  const api = duckdb();
  const limits = { rows: Infinity, bytes: Infinity };
  const array = new CArray();
  return (_info: bigint, chunk: bigint, output: bigint): void => {
    const rows = Number(api.data_chunk_get_size(chunk));
    let input: RecordBatch | undefined;
    if (definition.parameters.length > 0) {
      const gathered = new BatchAccumulator(definition.arguments, limits);
      array.slots.fill(0n);
      try {
        checkErrorData(Number(api.data_chunk_to_arrow(options[0], chunk, array.slots)));
        gathered.append(array.address, []);
      } finally {
        if (array.slots[RELEASE] !== 0n) api.release(Number(array.slots[RELEASE]), array.address);
      }
      input = gathered.flush();
    }
    write(connection, definition.call(rows, input), rows, output);
  };
}

/** Copies a batch of one column into a vector of DuckDB's. */
function write(connection: Handle, batch: RecordBatch, rows: number, output: bigint): void {
  const api = duckdb();
  const exported = new ExportedBatch(batch);
  const schema = exportSchema(exported.fields);
  const converted = newHandle();
  const chunk = newHandle();
  const selection = newHandle(api.create_selection_vector(rows) as number);
  try {
    checkErrorData(Number(api.schema_from_arrow(connection[0], schema.root, converted)));
    exported.select(0, rows);
    checkErrorData(Number(api.data_chunk_from_arrow(connection[0], exported.slots, converted[0], chunk)));
    const places = Uint32Array.from({ length: rows }, (_, i) => i);
    api.memcpy(Number(api.selection_vector_get_data_ptr(selection[0])), places, places.byteLength);
    api.vector_copy_sel(api.data_chunk_get_vector(chunk[0], 0), output, selection[0], rows, 0, 0);
  } finally {
    api.destroy_selection_vector(selection[0]);
    if (chunk[0] !== 0n) api.destroy_data_chunk(chunk);
    if (converted[0] !== 0n) api.destroy_arrow_converted_schema(converted);
  }
}

/** A type by DuckDB's name of it. */
function logicalType(connection: Handle, name: string): Handle {
  const api = duckdb();
  const statement = newHandle();
  try {
    if (api.prepare(connection[0], `SELECT CAST(NULL AS ${name})`, statement) !== 0)
      throw DuckDbError.from(api.prepare_error(statement[0]) as string);
    return newHandle(api.prepared_statement_column_logical_type(statement[0], 0) as number);
  } finally {
    api.destroy_prepare(statement);
  }
}
