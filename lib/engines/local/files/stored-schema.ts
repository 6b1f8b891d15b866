import { AnalysisError } from '#lib/errors.js';
import type { StructType } from '#lib/types/data-type.js';
import type { Connection } from '../duckdb/connection.js';
import { quoteText } from '../sql/quote.js';

/** The key of a parquet file's metadata under which Kindling keeps what parquet's types cannot say (vectors, ML attributes). */
export const SCHEMA_KEY = 'kindling.schema';

/** The schema that Kindling wrote into a parquet file; undefined for files of others. */
export function storedSchema(connection: Connection, path: string, found: StructType): StructType | undefined {
  const text = connection.firstText(
    `SELECT decode(value) FROM parquet_kv_metadata(${quoteText(path)}) WHERE decode(key) = ${quoteText(SCHEMA_KEY)}`,
  );
  if (text === undefined) return undefined;
  let schema: StructType;
  try {
    schema = JSON.parse(text) as StructType;
  } catch (cause) {
    throw new AnalysisError(
      'CORRUPT_SCHEMA',
      `The schema that '${path}' carries under '${SCHEMA_KEY}' must be JSON; it is not. Read the file with .schema(…).`,
      { cause },
    );
  }
  // a file that another tool rewrote may keep the key but not the columns
  const names = new Set(found.fields.map((f) => f.name));
  return schema.fields.every((f) => names.has(f.name)) && schema.fields.length === names.size ? schema : undefined;
}
