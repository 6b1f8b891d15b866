import type { FileOptions } from '#lib/io/file-options.js';
import { string, type DataType } from '#lib/types/data-type.js';
import { castSql } from './cast-sql.js';
import { quoteText } from './quote.js';
import type { SqlTools } from './sql-tools.js';
import { OFFSET, timeFormatSql } from './time-format-sql.js';

const TIMESTAMP = `yyyy-MM-dd'T'HH:mm:ss.SSS${OFFSET}`;
const TIMESTAMP_NTZ = "yyyy-MM-dd'T'HH:mm:ss.SSS";

/** A value as text formats write it: times by the patterns of the options, the rest as Spark's cast to string. */
export function writtenText(sql: string, type: DataType, options: FileOptions, tools: SqlTools): string {
  switch (type.kind) {
    case 'string':
      return sql;
    case 'date':
      return timeFormatSql(sql, options['dateformat'] ?? 'yyyy-MM-dd');
    case 'timestamp':
      return timeFormatSql(sql, options['timestampformat'] ?? TIMESTAMP);
    case 'timestamp_ntz':
      return timeFormatSql(sql, options['timestampntzformat'] ?? TIMESTAMP_NTZ);
    default:
      return castSql(sql, type, string, false, tools);
  }
}

/** A value as what DuckDB's to_json writes as Spark does: times as text, bytes in base64, numbers that are none by their names. */
export function jsonValue(sql: string, type: DataType, options: FileOptions, tools: SqlTools, depth = 0): string {
  const each = `e${depth}`;
  switch (type.kind) {
    case 'boolean':
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'decimal':
    case 'string':
    case 'vector':
      return sql;
    case 'null':
      return 'NULL';
    case 'float':
    case 'double':
      return `CASE WHEN isfinite(${sql}) THEN to_json(${sql}) WHEN ${sql} IS NOT NULL THEN to_json(${writtenText(sql, type, options, tools)}) END`;
    case 'binary':
      return `to_base64(${sql})`;
    case 'array':
      return `list_transform(${sql}, ${each} -> ${jsonValue(each, type.element, options, tools, depth + 1)})`;
    case 'map': {
      const value = jsonValue(`${each}.value`, type.value, options, tools, depth + 1);
      return `CASE WHEN ${sql} IS NOT NULL THEN map_from_entries(list_transform(map_entries(${sql}), ${each} -> {'k': ${writtenText(`${each}.key`, type.key, options, tools)}, 'v': ${value}})) END`;
    }
    case 'struct': {
      const fields = type.fields.map(
        ({ name, type: inner }) =>
          `${quoteText(name)}: ${jsonValue(`struct_extract(${sql}, ${quoteText(name)})`, inner, options, tools, depth)}`,
      );
      return fields.length === 0
        ? `CASE WHEN ${sql} IS NOT NULL THEN to_json(MAP {}) END`
        : `CASE WHEN ${sql} IS NOT NULL THEN {${fields.join(', ')}} END`;
    }
    default:
      return writtenText(sql, type, options, tools);
  }
}
