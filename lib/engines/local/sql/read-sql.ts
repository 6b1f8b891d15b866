import { AnalysisError } from '#lib/errors.js';
import type { ReadRelation } from '#lib/plan/relation.js';
import { string, struct, type Field } from '#lib/types/data-type.js';
import { partitionNames } from '../files/partition-names.js';
import { castSql } from './cast-sql.js';
import { csvSql, isPermissive, strptimeFormat } from './csv-sql.js';
import { columnSql } from './expression-sql.js';
import { quoteIdentifier, quoteText } from './quote.js';
import { typeSql } from './type-sql.js';

/** The files of a read as a DuckDB query of the columns that are asked for. */
export function readSql(node: ReadRelation): string {
  const columns = node.output!.map((a) => `${castRead(a.name, node)} AS ${columnSql(a)}`);
  return `SELECT ${columns.join(', ')} FROM ${scanSql(node.format, node.paths, node.options, node)}`;
}

/** A parquet, csv or json column is read in its type; DuckDB's own types that Spark lacks are cast to what the schema says. */
function castRead(name: string, node: ReadRelation): string {
  const field = node.schema.fields.find((f) => f.name === name)!;
  if (node.format.toLowerCase() === 'csv' && isPermissive(node.options) && !partitionNames(node.paths).includes(name))
    return castCsv(field, node.options);
  return `CAST(${quoteIdentifier(name)} AS ${typeSql(field.type)})`;
}

/** A text of a permissive read in its type; null where it does not fit. */
function castCsv({ name, type }: Field, options: Readonly<Record<string, string>>): string {
  const format =
    type.kind === 'date'
      ? options['dateFormat']
      : type.kind === 'timestamp' || type.kind === 'timestamp_ntz'
        ? options['timestampFormat']
        : undefined;
  if (format !== undefined) return `CAST(try_strptime(${quoteIdentifier(name)}, ${quoteText(strptimeFormat(format))}) AS ${typeSql(type)})`;
  return castSql(quoteIdentifier(name), string, type, true);
}

function csvScan(
  files: string,
  paths: readonly string[],
  options: Readonly<Record<string, string>>,
  typed: Pick<ReadRelation, 'schema'> | undefined,
): string {
  const partitions = partitionNames(paths);
  const columns = struct((typed?.schema.fields ?? []).filter((f) => !partitions.includes(f.name)));
  return csvSql(files, options, columns, partitions.length > 0);
}

const FUNCTIONS: Readonly<Record<string, string>> = {
  parquet: 'read_parquet',
  csv: 'read_csv',
  json: 'read_json',
  text: 'read_text',
  binaryfile: 'read_blob',
};

/** DuckDB's table function for a format, as text. `schema` is given where the user gave one. */
export function scanSql(
  format: string,
  paths: readonly string[],
  options: Readonly<Record<string, string>>,
  typed?: Pick<ReadRelation, 'schema'>,
): string {
  const fn = FUNCTIONS[format.toLowerCase()];
  if (fn === undefined) {
    throw new AnalysisError(
      'DATA_SOURCE_NOT_FOUND',
      `No data source '${format}'. Formats are parquet, csv, json, text, binaryFile and image.`,
      { sqlState: '42K02' },
    );
  }
  const files = `[${paths.map(quoteText).join(', ')}]`;
  switch (format.toLowerCase()) {
    case 'csv':
      return csvScan(files, paths, options, typed);
    case 'json':
      return `${fn}(${[files, `format = '${flag(options['multiLine']) ? 'auto' : 'newline_delimited'}'`, ...(typed === undefined ? [] : [`columns = ${columnList(typed)}`])].join(', ')})`;
    case 'text':
      return `(SELECT unnest(CASE WHEN content = '' THEN [] ELSE regexp_split_to_array(regexp_replace(content, '(\\r\\n|\\n|\\r)$', ''), '\\r\\n|\\n|\\r') END) AS value FROM read_text(${files}))`;
    case 'binaryfile':
      return `(SELECT filename AS path, last_modified AS "modificationTime", size AS length, content FROM read_blob(${files}))`;
    default:
      return `${fn}(${files}, union_by_name = false, binary_as_string = false)`;
  }
}

const flag = (value: string | undefined): boolean => value?.toLowerCase() === 'true';

function columnList(typed: Pick<ReadRelation, 'schema'>): string {
  return `{${typed.schema.fields.map((f) => `${quoteText(f.name)}: ${quoteText(typeSql(f.type))}`).join(', ')}}`;
}
