import { join } from 'node:path';
import { AnalysisError } from '#lib/errors.js';
import { csvFormat } from '#lib/io/csv/csv-format.js';
import { type FileOptions, flagOption } from '#lib/io/file-options.js';
import { NULL_FOLDER } from '#lib/io/partition-folders.js';
import type { Field, StructType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { SCHEMA_KEY } from '../files/stored-schema.js';
import { unsupportedType } from '../files/unsupported-type.js';
import { codecOf, type WriteCodec } from '../files/write-codec.js';
import { quoteIdentifier, quoteText } from './quote.js';
import type { SqlTools } from './sql-tools.js';
import { jsonValue, writtenText } from './written-value-sql.js';

/** What is written, and how. */
export interface Copy {
  readonly format: 'parquet' | 'csv' | 'json' | 'text';
  /** In small letters. */
  readonly options: FileOptions;
  readonly schema: StructType;
  readonly tools: SqlTools;
  readonly partitionBy: readonly string[];
  /** The name of the file, without its extension. */
  readonly file: string;
}

/** The statement that writes the columns c0, c1, … of a table to a file in a folder, or to folders by values; it gives the number of rows. */
export function copySql(copy: Copy, from: string, folder: string): string {
  const { format, options, schema, partitionBy, file, tools } = copy;
  const codec = codecOf(format, options);
  const folders = schema.fields.flatMap((f, i) =>
    partitionBy.includes(f.name) ? [`${folderValue(f, i, tools)} AS ${quoteIdentifier(f.name)}`] : [],
  );
  const written = schema.fields.flatMap((field, i) => (partitionBy.includes(field.name) ? [] : [{ field, sql: `c${i}` }]));
  const columns = [...valuesOf(copy, written), ...folders];
  const extension = `${codec.before}${format === 'text' ? 'txt' : format}${codec.after}`;
  const target = partitionBy.length > 0 ? folder : join(folder, `${file}.${extension}`);
  const all = [...formatOptions(copy, codec, written), ...divided(copy, extension)];
  return `COPY (SELECT ${columns.join(', ')} FROM ${from}) TO ${quoteText(target)} (${all.join(', ')})`;
}

interface Written {
  readonly field: Field;
  readonly sql: string;
}

const divided = ({ partitionBy, file }: Copy, extension: string): string[] =>
  partitionBy.length === 0
    ? []
    : [
        `PARTITION_BY (${partitionBy.map(quoteIdentifier).join(', ')})`,
        `FILENAME_PATTERN ${quoteText(`${file}_{i}`)}`,
        `FILE_EXTENSION ${quoteText(extension)}`,
        'OVERWRITE_OR_IGNORE',
      ];

/** A value as the text that a folder is called by; empty text is null there. */
const folderValue = ({ type }: Field, i: number, tools: SqlTools): string =>
  `coalesce(nullif(${writtenText(`c${i}`, type, FOLDER_TIMES, tools)}, ''), '${NULL_FOLDER}')`;
const FOLDER_TIMES: FileOptions = { timestampformat: 'yyyy-MM-dd HH:mm:ss.SSSSSS', timestampntzformat: 'yyyy-MM-dd HH:mm:ss.SSSSSS' };

function valuesOf({ format, options, tools }: Copy, written: readonly Written[]): string[] {
  switch (format) {
    case 'parquet':
      return written.map(({ field, sql }) => `${sql} AS ${quoteIdentifier(field.name)}`);
    case 'csv':
      return written.map(({ field, sql }) => `${csvText(field, sql, options, tools)} AS ${quoteIdentifier(field.name)}`);
    case 'json':
      return [`${jsonLine(written, options, tools)} AS "value"`];
    case 'text': {
      const [only, ...more] = written;
      if (only === undefined || more.length > 0)
        throw new AnalysisError(
          'TEXT_DATA_SOURCE_COLUMNS',
          `Text data source supports only a single column, and you have ${written.length} columns. Join them: concat_ws(…).`,
          {
            sqlState: '0A000',
          },
        );
      if (only.field.type.kind !== 'string') unsupportedType('Text', only.field.name, typeName(only.field.type));
      return [`coalesce(${only.sql}, '') AS "value"`];
    }
  }
}

/** Spaces around a value are not written, as in Spark, unless the options keep them. */
function csvText({ name, type }: Field, sql: string, options: FileOptions, tools: SqlTools): string {
  if (['array', 'map', 'struct', 'vector'].includes(type.kind)) unsupportedType('CSV', name, typeName(type));
  const { nullValue } = csvFormat(options);
  const written = writtenText(sql, type, options, tools);
  const text = isPlainNull(options) ? written : `coalesce(${written}, ${quoteText(nullValue)})`;
  if (type.kind !== 'string') return text;
  const before = flagOption(options, 'ignoreLeadingWhiteSpace', true);
  const after = flagOption(options, 'ignoreTrailingWhiteSpace', true);
  const space = "' ' || chr(9) || chr(10) || chr(13)";
  return before && after ? `trim(${text}, ${space})` : before ? `ltrim(${text}, ${space})` : after ? `rtrim(${text}, ${space})` : text;
}

/** Fields that are null are left out, unless `ignoreNullFields` is false. */
function jsonLine(written: readonly Written[], options: FileOptions, tools: SqlTools): string {
  if (written.length === 0) return "'{}'";
  const line = `to_json({${written.map(({ field, sql }) => `${quoteText(field.name)}: ${jsonValue(sql, field.type, options, tools)}`).join(', ')}})`;
  return `CAST(${flagOption(options, 'ignoreNullFields', true) ? `json_merge_patch('{}', ${line})` : line} AS VARCHAR)`;
}

function formatOptions({ format, options, schema }: Copy, codec: WriteCodec, written: readonly Written[]): string[] {
  const compression = `COMPRESSION ${quoteText(codec.name)}`;
  if (format === 'parquet')
    return [
      'FORMAT parquet',
      compression,
      `KV_METADATA {${quoteText(SCHEMA_KEY)}: ${quoteText(JSON.stringify({ ...schema, fields: written.map((w) => w.field) }))}}`,
    ];
  // a line as it is: nothing separates or quotes
  if (format !== 'csv') return ['FORMAT csv', 'HEADER false', "QUOTE ''", "ESCAPE ''", "DELIMITER ''", "NULLSTR ''", compression];
  const { quote, escape, separator, header, nullValue } = csvFormat(options);
  return [
    'FORMAT csv',
    `HEADER ${header}`,
    `DELIMITER ${quoteText(separator)}`,
    `QUOTE ${quoteText(quote)}`,
    `ESCAPE ${quoteText(quote === '' ? '' : escape)}`,
    `NULLSTR ${quoteText(isPlainNull(options) ? nullValue : '')}`,
    ...(flagOption(options, 'quoteAll', false) ? ['FORCE_QUOTE *'] : []),
    compression,
  ];
}

/** Whether DuckDB writes the text of null itself: it has nothing that divides or quotes values. */
function isPlainNull(options: FileOptions): boolean {
  const { nullValue, separator, quote } = csvFormat(options);
  return !nullValue.includes(separator) && !/[\r\n]/.test(nullValue) && (quote === '' || !nullValue.includes(quote));
}
