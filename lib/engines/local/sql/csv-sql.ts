import { csvFormat } from '#lib/io/csv/csv-format.js';
import type { FileOptions } from '#lib/io/file-options.js';
import { isIntegral } from '#lib/plan/common-type.js';
import { string, type DataType, type StructType } from '#lib/types/data-type.js';
import { castSql } from './cast-sql.js';
import { fileListSql, foldersSql } from './file-list-sql.js';
import { quoteText } from './quote.js';
import type { SqlTools } from './sql-tools.js';
import { typeSql } from './type-sql.js';

/**
 * DuckDB's reading of plain csv files, whose columns are all text. Nothing is guessed, since DuckDB's guess takes a row that
 * is longer than others for the header. Values that short rows lack are null, those too many go.
 */
export function csvSql(paths: readonly string[], options: FileOptions, columns: StructType, folders: readonly string[]): string {
  const format = csvFormat(options);
  const found = [
    fileListSql(paths),
    `columns = {${columns.fields.map((f) => `${quoteText(f.name)}: 'VARCHAR'`).join(', ')}}`,
    'auto_detect = false',
    `header = ${format.header}`,
    `delim = ${quoteText(format.separator)}`,
    `quote = ${quoteText(format.quote)}`,
    // quotes stand only around whole values: there is nothing to escape
    `escape = ${quoteText(format.quote)}`,
    "nullstr = ''",
    'null_padding = true',
    'strict_mode = false',
    ...foldersSql(folders),
  ];
  return `read_csv(${found.join(', ')})`;
}

const DOUBLE = "'[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?[dDfF]?'";

/** A text of a csv file in its type, by the rules of Spark's csv reader; null where it does not fit. */
export function csvValueSql(text: string, type: DataType, tools?: SqlTools): string {
  const cast = (value: string): string => `TRY_CAST(${value} AS ${typeSql(type)})`;
  // what DuckDB reads and Spark does not (spaces, fractions, underscores) is told apart where the text is not as written
  if (isIntegral(type))
    return `CASE WHEN CAST(${cast(text)} AS VARCHAR) = ${text} OR regexp_full_match(${text}, '[+-]?[0-9]+') THEN ${cast(text)} END`;
  switch (type.kind) {
    case 'float':
    case 'double':
      return `CASE WHEN isfinite(${cast(text)}) AND NOT contains(${text}, '_') THEN ${cast(text)} WHEN regexp_full_match(trim(${text}), ${DOUBLE}) THEN ${cast(`rtrim(trim(${text}), 'dDfF')`)}
        WHEN ${text} IN ('NaN', '+NaN', '-NaN') THEN 'nan' WHEN ${text} IN ('Inf', 'Infinity', '+Infinity') THEN 'inf' WHEN ${text} IN ('-Inf', '-Infinity') THEN '-inf' END`;
    case 'decimal':
      return `CASE WHEN regexp_full_match(${text}, '[+-]?[0-9,]*\\.?[0-9]*([eE][+-]?[0-9]+)?') THEN ${cast(`replace(${text}, ',', '')`)} END`;
    case 'boolean':
      return `CASE lower(${text}) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END`;
    case 'null':
      return cast('NULL');
    default:
      return castSql(text, string, type, true, tools);
  }
}
