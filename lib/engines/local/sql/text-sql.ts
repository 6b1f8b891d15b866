import type { DataType } from '#lib/types/data-type.js';
import { localSql } from './zone-sql.js';

/** A value as the text that Spark's cast makes of it; `exact` is the call that does it where DuckDB writes something else. */
export function textSql(sql: string, from: DataType, timeZone: string, exact: () => string): string {
  switch (from.kind) {
    case 'boolean':
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'time':
      return `CAST(${sql} AS VARCHAR)`;
    case 'decimal':
      // DuckDB leaves out the zero before the point where the type has no digits there
      if (from.precision === 38 && from.scale === 38) return exact();
      return `CAST(${from.precision === from.scale ? `CAST(${sql} AS DECIMAL(${from.precision + 1},${from.scale}))` : sql} AS VARCHAR)`;
    case 'date':
      return withFourDigits(sql, sql, 'DATE', exact);
    case 'timestamp_ntz':
      return withFourDigits(sql, sql, 'TIMESTAMP', exact);
    case 'timestamp':
      return withFourDigits(localSql(sql, timeZone), localSql(sql, timeZone), 'TIMESTAMP', exact);
    default:
      return exact();
  }
}

/** Years of four digits are written alike. */
function withFourDigits(value: string, text: string, type: string, exact: () => string): string {
  return `CASE WHEN ${value} >= ${type} '0001-01-01' AND ${value} < ${type} '10000-01-01' THEN CAST(${text} AS VARCHAR) ELSE ${exact()} END`;
}
