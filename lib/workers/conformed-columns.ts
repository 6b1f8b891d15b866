import { DataType } from 'apache-arrow';
import type { Data, RecordBatch, Schema } from 'apache-arrow';
import { retypeData } from '#lib/arrow/retype-data.js';
import { spreadDictionary } from '#lib/arrow/spread-dictionary.js';
import { ExecutionError } from '#lib/errors.js';

/** The columns of what a task made, as the types that the plan says. Names do not matter, and dictionaries are written out. */
export function conformedColumns(output: RecordBatch, schema: Schema, label: string): Data[] {
  const columns = output.data.children;
  if (columns.length !== schema.fields.length)
    throw wrongOutput(label, `${schema.fields.length} columns (${schema.names.join(', ')})`, `${columns.length}`);
  return schema.fields.map((field, i) => {
    const column = columns[i]!;
    const plain = DataType.isDictionary(column.type) && !DataType.isDictionary(field.type) ? spreadDictionary(column) : column;
    try {
      return retypeData(plain, field.type, field.name);
    } catch (cause) {
      throw wrongOutput(label, `${String(field.type)} in column '${field.name}'`, String(plain.type), cause);
    }
  });
}

/** What a task returned is not what the plan says. */
export function wrongOutput(label: string, must: string, got: string, cause?: unknown): ExecutionError {
  return new ExecutionError('TASK_OUTPUT_MISMATCH', `'${label}' must return ${must}; it returned ${got}.`, { cause });
}
