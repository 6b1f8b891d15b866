import type { LiteralValue } from '#lib/plan/expression.js';
import type { DataType } from '#lib/types/data-type.js';
import { timeText } from '#lib/time/time-text.js';
import { quoteIdentifier, quoteText } from './quote.js';
import { typeSql } from './type-sql.js';

/** A constant as DuckDB's SQL, in exactly its type. */
export function literalSql(value: LiteralValue, type: DataType): string {
  if (value === null) return `CAST(NULL AS ${typeSql(type)})`;
  switch (type.kind) {
    case 'boolean':
      return value === true ? 'TRUE' : 'FALSE';
    case 'string':
      return quoteText(value as string);
    case 'binary':
      return `from_hex('${Buffer.from(value as Uint8Array).toString('hex')}')`;
    case 'float':
    case 'double':
      return `'${floatText(value as number)}'::${typeSql(type)}`;
    case 'date':
      return `(DATE '1970-01-01' + ${String(value as number)})`;
    case 'timestamp':
      return `(make_timestamp(${String(value as bigint)}) AT TIME ZONE 'UTC')`;
    case 'timestamp_ntz':
      return `make_timestamp(${String(value as bigint)})`;
    case 'time':
      return `CAST(${quoteText(timeText(value as number))} AS TIME)`;
    case 'day_time_interval':
    case 'year_month_interval':
      return `CAST(${String(value as number)} AS ${typeSql(type)})`;
    case 'interval': {
      const [months, days, micros] = value as readonly LiteralValue[];
      return `CAST({months: ${String(months as number)}, days: ${String(days as number)}, microseconds: ${String(micros as bigint)}} AS ${typeSql(type)})`;
    }
    case 'variant': {
      const [bytes, metadata] = (value as readonly Uint8Array[]).map((part) => `from_hex('${Buffer.from(part).toString('hex')}')`);
      return `CAST({'value': ${bytes!}, metadata: ${metadata!}} AS ${typeSql(type)})`;
    }
    case 'struct': {
      const fields = type.fields.map((f, i) => `${quoteIdentifier(f.name)}: ${literalSql((value as readonly LiteralValue[])[i]!, f.type)}`);
      return `CAST({${fields.join(', ')}} AS ${typeSql(type)})`;
    }
    case 'map': {
      const entries = value as readonly (readonly LiteralValue[])[];
      const list = (place: 0 | 1, of: DataType): string => `[${entries.map((e) => literalSql(e[place]!, of)).join(', ')}]`;
      return `CAST(map(${list(0, type.key)}, ${list(1, type.value)}) AS ${typeSql(type)})`;
    }
    case 'array':
      return `CAST([${(value as readonly LiteralValue[]).map((item) => literalSql(item, type.element)).join(', ')}] AS ${typeSql(type)})`;
    default:
      return `CAST(${String(value as number)} AS ${typeSql(type)})`;
  }
}

const floatText = (x: number): string =>
  Object.is(x, -0) ? '-0.0' : Number.isNaN(x) ? 'NaN' : x === Infinity ? 'Infinity' : x === -Infinity ? '-Infinity' : String(x);
