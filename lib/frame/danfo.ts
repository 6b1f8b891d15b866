import { batchRows } from '#lib/arrow/values/batch-rows.js';
import type { DataType } from '#lib/types/data-type.js';
import type { DataFrame } from './data-frame.js';

/** A danfojs DataFrame, as far as it is known here: danfojs loads on first use. */
export type DanfoFrame = import('danfojs-node').DataFrame;

/**
 * All rows as a danfojs DataFrame: numbers, booleans and text as they are, dates and timestamps as ISO text, other types
 * as JSON. Nulls are NaN in numeric columns and null elsewhere, as danfojs has them.
 */
export async function toDanfo(frame: DataFrame): Promise<DanfoFrame> {
  const { default: danfo } = (await import('danfojs-node')) as unknown as { default: typeof import('danfojs-node') };
  const schema = frame.schema;
  const columns: unknown[][] = schema.fields.map(() => []);
  for await (const { batch } of frame.engine.run(frame.relation, { description: 'toDanfo' })) {
    for (const row of batchRows(batch, schema, { longs: 'number' }))
      schema.fields.forEach((f, i) => columns[i]!.push(danfoValue(row[f.name], f.type)));
  }
  // danfojs takes no columns without values
  if (columns.every((values) => values.length === 0)) return new danfo.DataFrame([], { columns: schema.fields.map((f) => f.name) });
  const data = Object.fromEntries(schema.fields.map((f, i) => [f.name, columns[i]!]));
  return new danfo.DataFrame(data, { dtypes: schema.fields.map((f) => danfoType(f.type)) });
}

function danfoType(type: DataType): string {
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return 'int32';
    case 'float':
    case 'double':
    case 'decimal':
      return 'float32';
    case 'boolean':
      return 'boolean';
    default:
      return 'string';
  }
}

function danfoValue(value: unknown, type: DataType): unknown {
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return value ?? NaN;
    case 'decimal':
      return value === null ? NaN : Number(value);
    case 'boolean':
    case 'string':
      return value;
    case 'date':
    case 'timestamp':
    case 'timestamp_ntz':
      return value === null ? null : (value as Date).toISOString();
    default:
      return value === null ? null : JSON.stringify(value);
  }
}
