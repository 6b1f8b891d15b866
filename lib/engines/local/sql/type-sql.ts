import type { DataType, SimpleName } from '#lib/types/data-type.js';
import { quoteIdentifier } from './quote.js';

const NAMES: Record<SimpleName, string> = {
  null: 'INTEGER',
  boolean: 'BOOLEAN',
  byte: 'TINYINT',
  short: 'SMALLINT',
  integer: 'INTEGER',
  long: 'BIGINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  string: 'VARCHAR',
  binary: 'BLOB',
  date: 'DATE',
  timestamp: 'TIMESTAMPTZ',
  timestamp_ntz: 'TIMESTAMP',
  interval: 'STRUCT(months INTEGER, days INTEGER, microseconds BIGINT)',
  variant: 'STRUCT("value" BLOB, metadata BLOB)',
};

/** DuckDB's name of a type. */
export function typeSql(type: DataType): string {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'time':
      return 'TIME';
    case 'day_time_interval':
      return 'BIGINT';
    case 'year_month_interval':
      return 'INTEGER';
    case 'array':
      return `${typeSql(type.element)}[]`;
    case 'map':
      return `MAP(${typeSql(type.key)}, ${typeSql(type.value)})`;
    case 'struct':
      return `STRUCT(${type.fields.map((f) => `${quoteIdentifier(f.name)} ${typeSql(f.type)}`).join(', ')})`;
    case 'vector': {
      const element = type.element === 'float' ? 'FLOAT' : 'DOUBLE';
      return type.layout === 'dense' ? `${element}[${type.size}]` : `STRUCT(size INTEGER, indices INTEGER[], "values" ${element}[])`;
    }
    default:
      return NAMES[type.kind];
  }
}
