import { Column } from '#lib/column/column.js';
import { AnalysisError } from '#lib/errors.js';
import { isNumeric } from '#lib/plan/common-type.js';
import * as t from '#lib/types/data-type.js';
import type { DataType, Field, StructType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import type { DataFrame } from './data-frame.js';
import { ownColumns, type OwnColumn } from './own-column.js';
import { sameName } from './same-name.js';

/** The frame with the columns of a schema, in its order and types: found by name, null where a nullable one is missing. */
export function conform(frame: DataFrame, schema: StructType): DataFrame {
  const own = ownColumns(frame);
  return frame.select(...schema.fields.map((field) => conformed(frame, own, field)));
}

function conformed(frame: DataFrame, own: readonly OwnColumn[], field: Field): Column {
  const found = own.find((c) => sameName(frame.sparkSession, c.field.name, field.name));
  if (found === undefined && !field.nullable) return frame.col(field.name) as Column;
  if (found === undefined)
    return new Column({ kind: 'literal', type: t.nullType, value: null }).cast(field.type).alias(field.name) as Column;
  if (!field.nullable && found.field.nullable)
    throw new AnalysisError('NULLABLE_COLUMN_OR_FIELD', `Column '${field.name}' must not be null in the schema of to(); here it may be`, {
      sqlState: '42000',
    });
  if (!fits(found.field.type, field.type))
    throw new AnalysisError(
      'INVALID_COLUMN_OR_FIELD_DATA_TYPE',
      `Column '${field.name}' must be ${typeName(field.type)} in the schema of to(); it is ${typeName(found.field.type)}. Cast it first.`,
      { sqlState: '42000' },
    );
  return found.column.cast(field.type).alias(field.name, field.metadata && { metadata: field.metadata }) as Column;
}

/** Whether Spark stores a value of one type in a column of the other without being asked to cast. */
function fits(from: DataType, to: DataType): boolean {
  if (t.sameType(from, to) || from.kind === 'null') return true;
  if (from.kind === 'array' && to.kind === 'array') return fits(from.element, to.element);
  if (from.kind === 'map' && to.kind === 'map') return fits(from.key, to.key) && fits(from.value, to.value);
  if (from.kind === 'struct' && to.kind === 'struct')
    return from.fields.length === to.fields.length && from.fields.every((f, i) => fits(f.type, to.fields[i]!.type));
  const nested = ['array', 'map', 'struct', 'vector'];
  if (nested.includes(from.kind) || nested.includes(to.kind)) return false;
  if (to.kind === 'string') return from.kind !== 'binary';
  if (isNumeric(from) && isNumeric(to)) return true;
  const times = ['date', 'timestamp', 'timestamp_ntz'];
  return times.includes(from.kind) && times.includes(to.kind);
}
