import type { DataType, SimpleName, StructType } from './data-type.js';

const NAMES: Record<SimpleName, string> = {
  null: 'void',
  boolean: 'boolean',
  byte: 'tinyint',
  short: 'smallint',
  integer: 'int',
  long: 'bigint',
  float: 'float',
  double: 'double',
  string: 'string',
  binary: 'binary',
  date: 'date',
  timestamp: 'timestamp',
  timestamp_ntz: 'timestamp_ntz',
  interval: 'interval',
  variant: 'variant',
};

/** The name that Spark's `typeof()` and `simpleString` print: `bigint`, `array<int>`, `struct<a:int>`. */
export function typeName(type: DataType): string {
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'time':
      return `time(${type.precision})`;
    case 'day_time_interval':
    case 'year_month_interval':
      return type.start === type.end ? `interval ${type.start}` : `interval ${type.start} to ${type.end}`;
    case 'array':
      return `array<${typeName(type.element)}>`;
    case 'map':
      return `map<${typeName(type.key)},${typeName(type.value)}>`;
    case 'struct':
      return `struct<${type.fields.map((f) => `${f.name}:${typeName(f.type)}`).join(',')}>`;
    case 'vector':
      return 'vector';
    default:
      return NAMES[type.kind];
  }
}

/** The schema as one line for errors: `(name: string, age: int)`. */
export function schemaLine(schema: StructType): string {
  const shown = schema.fields.slice(0, 20).map((f) => `${f.name}: ${typeName(f.type)}`);
  const more = schema.fields.length - shown.length;
  return `(${shown.join(', ')}${more > 0 ? `, … ${more} more` : ''})`;
}

/** The name that `printSchema` writes: Spark says `long`, not `bigint`, there. */
export function treeName(type: DataType): string {
  switch (type.kind) {
    case 'decimal':
    case 'time':
    case 'day_time_interval':
    case 'year_month_interval':
      return typeName(type);
    case 'vector':
      return 'vector';
    case 'array':
    case 'map':
    case 'struct':
      return type.kind;
    case 'null':
      return 'void';
    default:
      return type.kind;
  }
}
