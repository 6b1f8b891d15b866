import { isIntegral, isNumeric } from '#lib/plan/common-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { textSql } from './text-sql.js';
import { typeSql } from './type-sql.js';

/** Spark's cast as DuckDB's SQL: numbers are cut, not rounded; text must be the number whole; what does not fit is an error, or null when trying. */
export function castSql(sql: string, from: DataType, to: DataType, trying: boolean): string {
  const cast = (value: string, type = typeSql(to)): string => `${trying ? 'TRY_CAST' : 'CAST'}(${value} AS ${type})`;
  if (from.kind === 'string') return castText(sql, to, trying, cast);
  if (to.kind === 'string') return textSql(sql, from);
  if (isIntegral(to) && (from.kind === 'float' || from.kind === 'double' || from.kind === 'decimal')) return cast(`trunc(${sql})`);
  if (isIntegral(to) && from.kind === 'timestamp') return cast(`floor(epoch_us(${sql}) / 1000000)`);
  if (from.kind === 'timestamp' && isNumeric(to)) return cast(`(epoch_us(${sql}) / 1000000)`);
  if (to.kind === 'timestamp' && isNumeric(from)) return `(make_timestamp(CAST(${sql} * 1000000 AS BIGINT)) AT TIME ZONE 'UTC')`;
  if (to.kind === 'boolean' && isNumeric(from)) return `(${sql} <> 0)`;
  return cast(sql);
}

function castText(sql: string, to: DataType, trying: boolean, cast: (value: string, type?: string) => string): string {
  const invalid = trying
    ? 'NULL'
    : `error('[CAST_INVALID_INPUT] The value ''' || ${sql} || ''' of type string cannot be cast to ${typeName(to)}. Use try_cast to get null instead.')`;
  if (isIntegral(to))
    return `CASE WHEN regexp_full_match(trim(${sql}), '[+-]?[0-9]+') THEN ${cast(`trim(${sql})`)} WHEN ${sql} IS NULL THEN NULL ELSE ${invalid} END`;
  if (to.kind === 'boolean') {
    const folded = `lower(trim(${sql}))`;
    return `CASE WHEN ${folded} IN ('t', 'true', 'y', 'yes', '1') THEN TRUE WHEN ${folded} IN ('f', 'false', 'n', 'no', '0') THEN FALSE WHEN ${sql} IS NULL THEN NULL ELSE ${invalid} END`;
  }
  if (to.kind === 'binary') return `encode(${sql})`;
  return cast(isNumeric(to) ? `trim(${sql})` : sql);
}
