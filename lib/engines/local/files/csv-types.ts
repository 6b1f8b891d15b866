import type { FileOptions } from '#lib/io/file-options.js';
import type { FilePart } from '#lib/io/text-pieces.js';
import * as t from '#lib/types/data-type.js';
import type { StructType } from '#lib/types/data-type.js';
import { parseType } from '#lib/types/ddl.js';
import { csvSql, csvValueSql } from '../sql/csv-sql.js';
import { quoteIdentifier } from '../sql/quote.js';
import type { ScanTools } from './found-files.js';

/** The narrowest type that holds every value of each text column of plain csv files, for which DuckDB reads all rows. */
export function guessTypes(tools: ScanTools, files: readonly FilePart[], options: FileOptions, texts: StructType): StructType {
  const connection = tools.connect();
  try {
    const scan = csvSql(
      files.map((file) => file.path),
      options,
      texts,
      [],
    );
    const guesses = texts.fields.map((f) => guessSql(quoteIdentifier(f.name)));
    const types = connection.firstText(`SELECT concat_ws(';', ${guesses.join(', ')}) FROM ${scan}`)!.split(';');
    return t.struct(texts.fields.map((f, i) => t.field(f.name, parseType(types[i]!))));
  } finally {
    void connection.close();
  }
}

/** The type that holds every value of a text column, as text. */
function guessSql(column: string): string {
  const all = (condition: string): string => `count(*) FILTER (${condition}) = count(${column})`;
  const reads = (type: t.DataType): string => all(`${csvValueSql(column, type)} IS NOT NULL`);
  const looks = (pattern: string): string => all(`regexp_full_match(${column}, '${pattern}')`);
  const casts = (type: string): string => all(`TRY_CAST(${column} AS ${type}) IS NOT NULL`);
  const day = '\\d{4}-\\d\\d-\\d\\d';
  return `CASE WHEN count(${column}) = 0 THEN 'string' WHEN ${reads(t.integer)} THEN 'int' WHEN ${reads(t.long)} THEN 'bigint'
    WHEN ${looks('[+-]?\\d{1,38}')} THEN 'decimal(' || greatest(20, max(length(ltrim(${column}, '+-')))) || ',0)' WHEN ${reads(t.double)} THEN 'double'
    WHEN ${looks(day)} AND ${casts('DATE')} THEN 'date' WHEN ${looks(`${day}([ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,6})?)?(Z|[+-]\\d\\d:\\d\\d)?)?`)} AND ${casts('TIMESTAMPTZ')} THEN 'timestamp'
    WHEN ${reads(t.boolean)} THEN 'boolean' ELSE 'string' END`;
}
