import { AnalysisError } from '#lib/errors.js';
import { flagOption } from '#lib/io/file-options.js';
import { withFolders } from '#lib/io/folder-columns.js';
import { relation, type ReadRelation } from '#lib/plan/relation.js';
import { fromArrowSchema } from '#lib/types/arrow.js';
import * as t from '#lib/types/data-type.js';
import type { StructType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import type { Connection } from '../duckdb/connection.js';
import { fileListSql, globLiteral } from '../sql/file-list-sql.js';
import { quoteText } from '../sql/quote.js';
import { parquetSql } from '../sql/read-sql.js';
import { type FoundFiles, noSchema } from './found-files.js';
import { mergeSchemas, readableAs } from './merge-schemas.js';
import { storedSchema } from './stored-schema.js';

/**
 * Parquet files. Their schema is that of the first; with `mergeSchema` it has the columns of all. A column that a file lacks
 * is null there; one whose type cannot be read as the schema's is an error that names the file.
 */
export function scanParquet({ files, options, schema: given, folders, tools }: FoundFiles): ReadRelation {
  const paths = files.map((file) => file.path);
  if (paths.length === 0 && given === undefined) noSchema('Parquet');
  const connection = tools.connect();
  try {
    const stored = paths.length === 0 ? [] : distinctSchemas(connection, paths);
    const merge = flagOption(options, 'mergeSchema', false);
    const found = given ?? (merge ? stored.map((s) => s.schema).reduce(mergeSchemas) : stored[0]!.schema);
    const own = t.struct(found.fields.filter((f) => !folders.some((folder) => folder.name.toLowerCase() === f.name.toLowerCase())));
    for (const { path, schema } of stored) checkReadable(path, schema, own);
    const names = new Set(stored.flatMap(({ schema }) => schema.fields.map((f) => f.name.toLowerCase())));
    return relation<ReadRelation>({
      kind: 'read',
      format: 'parquet',
      paths,
      options,
      schema: withFolders(own, folders),
      folders: folders.map((f) => f.name),
      missing: own.fields.map((f) => f.name).filter((name) => !names.has(name.toLowerCase())),
    });
  } finally {
    void connection.close();
  }
}

interface FileSchema {
  readonly path: string;
  readonly schema: StructType;
}

/** The schemas that the files have, each with the first file that has it: one look at all footers. */
function distinctSchemas(connection: Connection, paths: readonly string[]): FileSchema[] {
  const firsts =
    paths.length === 1
      ? paths
      : (
          JSON.parse(
            connection.firstText(
              `SELECT to_json(list(i ORDER BY i)) FROM (SELECT min(i) AS i FROM (SELECT list_position(${pathList(paths)}, file_name) AS i,
              string_agg(concat_ws(' ', name, type, type_length, repetition_type, num_children, converted_type, scale, precision, logical_type), ',' ORDER BY ordinal) AS shape
              FROM (SELECT *, row_number() OVER () AS ordinal FROM parquet_schema(${fileListSql(paths)})) GROUP BY file_name) GROUP BY shape)`,
            )!,
          ) as number[]
        ).map((place) => paths[place - 1]!);
  return firsts.map((path) => ({ path, schema: schemaOfFile(connection, path) }));
}

const pathList = (paths: readonly string[]): string => `[${paths.map(quoteText).join(', ')}]`;

function schemaOfFile(connection: Connection, path: string): StructType {
  const found = fromArrowSchema(connection.describe(`SELECT * FROM ${parquetSql([path], [])}`));
  return storedSchema(connection, globLiteral(path), found) ?? sparkSchema(connection, path, found);
}

/** Times of 96 bits have always been instants. */
function sparkSchema(connection: Connection, path: string, found: StructType): StructType {
  const old = connection.firstText(`SELECT to_json(list(name)) FROM parquet_schema(${quoteText(globLiteral(path))}) WHERE type = 'INT96'`);
  const names = new Set(old === undefined ? [] : (JSON.parse(old) as string[]));
  return t.struct(found.fields.map((f) => (names.has(f.name) && f.type.kind === 'timestamp_ntz' ? { ...f, type: t.timestamp } : f)));
}

function checkReadable(path: string, stored: StructType, wanted: StructType): void {
  for (const f of wanted.fields) {
    const own = stored.fields.find((s) => s.name.toLowerCase() === f.name.toLowerCase());
    if (own === undefined || readableAs(own.type, f.type)) continue;
    throw new AnalysisError(
      'FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH',
      `'${path}' must have column '${f.name}' in a type that can be read as ${typeName(f.type)}; it has ${typeName(own.type)}. Read the files apart and cast, or say another type in .schema(…).`,
      { sqlState: 'KD001' },
    );
  }
}
