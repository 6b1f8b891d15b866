import { AnalysisError } from '#lib/errors.js';
import { fromArrowSchema } from '#lib/types/arrow.js';
import * as t from '#lib/types/data-type.js';
import type { DataType, StructType } from '#lib/types/data-type.js';
import { parseType } from '#lib/types/ddl.js';
import type { Connection } from '../duckdb/connection.js';
import { castSql } from '../sql/cast-sql.js';
import { separatorOf } from '../sql/csv-sql.js';
import { quoteIdentifier, quoteText } from '../sql/quote.js';
import { scanSql } from '../sql/read-sql.js';
import { partitionNames } from './partition-names.js';

type Options = Readonly<Record<string, string>>;

/**
 * The columns of csv files as Spark finds them: called as the first record says, or `_c0`, `_c1`, … without a header; text,
 * unless `inferSchema` asks for types, for which all rows are read.
 */
export function csvSchema(connection: Connection, paths: readonly string[], options: Options): StructType {
  const record = firstRecord(connection, paths, options);
  const header = options['header']?.toLowerCase() === 'true';
  const columns = t.struct(namesOf(record, header).map((name) => t.field(name, t.string)));
  const scan = scanSql('csv', paths, options, { schema: columns });
  const partitions = partitionNames(paths);
  const added =
    partitions.length === 0
      ? []
      : fromArrowSchema(connection.describe(`SELECT ${partitions.map(quoteIdentifier).join(', ')} FROM ${scan}`)).fields;
  if (options['inferSchema']?.toLowerCase() !== 'true' || columns.fields.length === 0) return t.struct([...columns.fields, ...added]);
  const types = connection.firstText(
    `SELECT concat_ws(',', ${columns.fields.map((f) => guessSql(quoteIdentifier(f.name))).join(', ')}) FROM ${scan}`,
  )!;
  return t.struct([...types.split(',').map((type, i) => t.field(columns.fields[i]!.name, parseType(type))), ...added]);
}

/** The values of the first line that is not empty, of the first file that has one. */
function firstRecord(connection: Connection, paths: readonly string[], options: Options): string[] {
  for (const path of paths) {
    const lines = `read_csv(${quoteText(path)}, columns = {'line': 'VARCHAR'}, auto_detect = false, header = false, delim = '\\n', quote = '', escape = '', nullstr = '\\0', strict_mode = false)`;
    const line = connection.firstText(`SELECT line FROM ${lines} LIMIT 1`);
    if (line !== undefined) return splitRecord(line.replace(/^\uFEFF/, ''), options);
  }
  return [];
}

function splitRecord(line: string, options: Options): string[] {
  const separator = separatorOf(options);
  const quote = options['quote'] ?? '"';
  const values: string[] = [];
  let at = 0;
  do {
    const [value, end] =
      quote !== '' && line.startsWith(quote, at) ? quoted(line, at + 1, quote, options['escape'] ?? '"') : plain(line, at, separator);
    values.push(value);
    at = end + separator.length;
  } while (at <= line.length);
  return values;
}

function plain(line: string, at: number, separator: string): [string, number] {
  const found = line.indexOf(separator, at);
  const end = found === -1 ? line.length : found;
  return [line.slice(at, end), end];
}

function quoted(line: string, from: number, quote: string, escape: string): [string, number] {
  let value = '';
  for (let at = from; at < line.length; at++) {
    if (line[at] === escape && (line[at + 1] === quote || line[at + 1] === escape)) value += line[++at]!;
    else if (line[at] === quote) return [value, at + 1];
    else value += line[at]!;
  }
  throw new AnalysisError(
    'MALFORMED_CSV_HEADER',
    `The first line of a csv file must end its quotes; got ${line}. Name the columns: .schema('a string, …').`,
  );
}

/** Names as Spark makes them: repeats get their place behind them, empty ones are called by it. */
function namesOf(record: readonly string[], header: boolean): string[] {
  if (!header) return record.map((_, i) => `_c${i}`);
  const folded = record.map((name) => name.toLowerCase());
  return record.map((name, i) =>
    name === '' ? `_c${i}` : folded.indexOf(name.toLowerCase()) !== folded.lastIndexOf(name.toLowerCase()) ? `${name}${i}` : name,
  );
}

/** The narrowest type that holds every value of a text column, as text. */
function guessSql(column: string): string {
  const casts = (type: DataType): string => `count(${castSql(column, t.string, type, true)}) = count(${column})`;
  const looks = (pattern: string): string => `count(CASE WHEN regexp_full_match(${column}, '${pattern}') THEN 1 END) = count(${column})`;
  return `CASE WHEN count(${column}) = 0 THEN 'string' WHEN ${casts(t.integer)} THEN 'int' WHEN ${casts(t.long)} THEN 'bigint' WHEN ${casts(t.double)} THEN 'double'
    WHEN ${looks('\\d{4}-\\d\\d-\\d\\d')} AND ${casts(t.date)} THEN 'date' WHEN ${looks('\\d{4}-.*')} AND ${casts(t.timestamp)} THEN 'timestamp'
    WHEN ${looks('(?i)true|false')} THEN 'boolean' ELSE 'string' END`;
}
