import type { StructType } from '#lib/types/data-type.js';
import { quoteText } from './quote.js';
import { typeSql } from './type-sql.js';

type Options = Readonly<Record<string, string>>;

/** Whether rows that do not fit the schema are mended with nulls, as Spark does unless `mode` says otherwise. */
export const isPermissive = (options: Options): boolean => (options['mode'] ?? 'PERMISSIVE').toUpperCase() === 'PERMISSIVE';

/**
 * DuckDB's reading of csv files with known columns; nothing is guessed, since DuckDB's guess takes a row that is longer than
 * others for the header. A permissive read gives every column as text: values of short rows are null, those too many go.
 */
export function csvSql(files: string, options: Options, columns: StructType, partitioned: boolean): string {
  const permissive = isPermissive(options);
  const types = columns.fields.map((f) => `${quoteText(f.name)}: ${quoteText(permissive ? 'VARCHAR' : typeSql(f.type))}`);
  const found = [
    files,
    `columns = {${types.join(', ')}}`,
    'auto_detect = false',
    `header = ${options['header']?.toLowerCase() === 'true'}`,
    `delim = ${quoteText(separatorOf(options))}`,
    `quote = ${quoteText(options['quote'] ?? '"')}`,
    `escape = ${quoteText(options['escape'] ?? '"')}`,
    `nullstr = ${quoteText(options['nullValue'] ?? '')}`,
    `hive_partitioning = ${partitioned}`,
  ];
  if (permissive) found.push('null_padding = true', 'strict_mode = false', 'parallel = false');
  else if (options['dateFormat'] !== undefined) found.push(`dateformat = ${quoteText(strptimeFormat(options['dateFormat']))}`);
  if (options['mode']?.toUpperCase() === 'DROPMALFORMED') found.push('ignore_errors = true');
  return `read_csv(${found.join(', ')})`;
}

export const separatorOf = (options: Options): string => options['sep'] ?? options['delimiter'] ?? ',';

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/yyyy/g, '%Y'],
  [/MM/g, '%m'],
  [/dd/g, '%d'],
  [/HH/g, '%H'],
  [/mm/g, '%M'],
  [/ss/g, '%S'],
];
/** DuckDB's form of one of Java's date patterns. */
export const strptimeFormat = (pattern: string): string => PATTERNS.reduce((text, [letters, code]) => text.replace(letters, code), pattern);
