import { AnalysisError } from '#lib/errors.js';
import type { ReadRelation } from '#lib/plan/relation.js';
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
  return `CAST(${quoteIdentifier(name)} AS ${typeSql(field.type)})`;
}

const FUNCTIONS: Readonly<Record<string, string>> = {
  parquet: 'read_parquet',
  csv: 'read_csv',
  json: 'read_json',
  text: 'read_csv',
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
      return `${fn}(${[files, ...csvOptions(options), ...(typed === undefined ? [] : [`columns = ${columnList(typed)}`])].join(', ')})`;
    case 'json':
      return `${fn}(${[files, `format = '${flag(options['multiLine']) ? 'auto' : 'newline_delimited'}'`, ...(typed === undefined ? [] : [`columns = ${columnList(typed)}`])].join(', ')})`;
    case 'text':
      return `read_csv(${files}, columns = {'value': 'VARCHAR'}, auto_detect = false, header = false, delim = '\\n', quote = '', escape = '', null_padding = false, nullstr = [], strict_mode = false)`;
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

function csvOptions(options: Readonly<Record<string, string>>): string[] {
  const found: string[] = [`header = ${flag(options['header'])}`, `delim = ${quoteText(options['sep'] ?? options['delimiter'] ?? ',')}`];
  found.push(`quote = ${quoteText(options['quote'] ?? '"')}`, `escape = ${quoteText(options['escape'] ?? '"')}`);
  found.push(`nullstr = ${quoteText(options['nullValue'] ?? '')}`);
  if (!flag(options['inferSchema'])) found.push('all_varchar = true');
  if (options['dateFormat'] !== undefined) found.push(`dateformat = ${quoteText(strptimeFormat(options['dateFormat']))}`);
  if (options['mode']?.toUpperCase() === 'DROPMALFORMED') found.push('ignore_errors = true');
  return found;
}

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/yyyy/g, '%Y'],
  [/MM/g, '%m'],
  [/dd/g, '%d'],
  [/HH/g, '%H'],
  [/mm/g, '%M'],
  [/ss/g, '%S'],
];
const strptimeFormat = (pattern: string): string => PATTERNS.reduce((text, [letters, code]) => text.replace(letters, code), pattern);
