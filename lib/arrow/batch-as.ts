import type { Data, RecordBatch } from 'apache-arrow';
import { batchOf } from '#lib/arrow/batch-of.js';
import { retypeData } from '#lib/arrow/retype-data.js';
import { columnBuilder } from '#lib/arrow/values/column-builder.js';
import { columnReader } from '#lib/arrow/values/column-reader.js';
import { AnalysisError } from '#lib/errors.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import { sameType, type Field, type StructType } from '#lib/types/data-type.js';

/**
 * A batch that others made, as one of a schema. Columns that lie in memory as Kindling has them are shared; others
 * (dictionaries, unsigned numbers, large text, a type that the schema changes) are read value by value.
 */
export function batchAs(batch: RecordBatch, found: StructType, wanted: StructType): RecordBatch {
  const schema = toArrowSchema(wanted);
  const columns = wanted.fields.map((field, i) => {
    const column = batch.data.children[i]!;
    const from = found.fields[i]!;
    return (
      (sameType(from.type, field.type) ? shared(column, schema.fields[i]!.type, field.name) : undefined) ?? rebuilt(column, from, field)
    );
  });
  return batchOf(schema, batch.numRows, columns);
}

function shared(column: Data, type: Data['type'], name: string): Data | undefined {
  try {
    return retypeData(column, type, name);
  } catch (error) {
    if (error instanceof AnalysisError) return undefined;
    throw error;
  }
}

function rebuilt(column: Data, from: Field, to: Field): Data {
  const read = columnReader(from.type, column, { longs: 'bigint', name: from.name });
  const builder = columnBuilder(to.type, { name: to.name, nullable: to.nullable });
  for (let row = 0; row < column.length; row++) {
    const value: unknown = read(row);
    builder.append(from.type.kind === 'long' && to.type.kind !== 'long' && typeof value === 'bigint' ? Number(value) : value);
  }
  return builder.finish();
}
