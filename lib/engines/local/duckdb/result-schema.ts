import type * as arrow from 'apache-arrow';
import { readSchema } from './c-schema.js';
import { duckdb } from './library.js';
import type { DuckDbLibrary, NativeFunction } from './library.js';
import { checkErrorData, newHandle } from './native-call.js';
import type { Handle } from './native-call.js';

/** The schema of what a prepared statement will give. */
export const preparedSchema = (statement: Handle, options: Handle): arrow.Schema =>
  schemaOf(options, statement[0]!, (api) => ({
    count: api.prepared_statement_column_count,
    name: api.prepared_statement_column_name,
    type: api.prepared_statement_column_logical_type,
    freeNames: true,
  }));

/** The schema of a result. */
export const resultSchema = (result: Uint8Array, options: Handle): arrow.Schema =>
  schemaOf(options, result, (api) => ({ count: api.column_count, name: api.column_name, type: api.column_logical_type, freeNames: false }));

interface ColumnCalls {
  count: NativeFunction;
  name: NativeFunction;
  type: NativeFunction;
  /** Whether names are ours to free, or the result's. */
  freeNames: boolean;
}

function schemaOf(options: Handle, subject: bigint | Uint8Array, calls: (api: DuckDbLibrary) => ColumnCalls): arrow.Schema {
  const api = duckdb();
  const { count, name, type, freeNames } = calls(api);
  const columns = Number(count(subject));
  const types = BigUint64Array.from({ length: columns }, (_, i) => BigInt(type(subject, i)));
  const names = BigUint64Array.from({ length: columns }, (_, i) => BigInt(name(subject, i)));
  try {
    return readSchema((schema) => checkErrorData(Number(api.to_arrow_schema(options[0], types, names, columns, schema))));
  } finally {
    for (const logicalType of types) api.destroy_logical_type(newHandle(logicalType));
    if (freeNames) for (const text of names) api.free(text);
  }
}
