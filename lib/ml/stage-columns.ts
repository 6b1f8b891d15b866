import { AnalysisError } from '#lib/errors.js';
import { didYouMean } from '#lib/nearest-name.js';
import { field, struct, type DataType, type Field, type StructType } from '#lib/types/data-type.js';
import { schemaLine, typeName } from '#lib/types/type-name.js';

const NUMERIC: ReadonlySet<DataType['kind']> = new Set(['byte', 'short', 'integer', 'long', 'float', 'double', 'decimal']);
export const isNumeric = (type: DataType): boolean => NUMERIC.has(type.kind);
export const isVector = (type: DataType): boolean => type.kind === 'vector';

/** The column that a param names. `subject` is whose param it is: `NNClassifier.labelCol`. */
export function columnOf(schema: StructType, name: string, subject: string): Field {
  const found = schema.fields.find((f) => f.name === name);
  if (found !== undefined) return found;
  const names = schema.fields.map((f) => f.name);
  const condition = names.length > 0 ? 'UNRESOLVED_COLUMN.WITH_SUGGESTION' : 'UNRESOLVED_COLUMN.WITHOUT_SUGGESTION';
  throw new AnalysisError(condition, `${subject} must name a column of ${schemaLine(schema)}; got '${name}'.${didYouMean(name, names)}`, {
    sqlState: '42703',
  });
}

/** The column that a param names, if its type is among those that `fits` accepts; `must` says which these are. */
export function columnOfType(schema: StructType, name: string, subject: string, fits: (type: DataType) => boolean, must: string): Field {
  const found = columnOf(schema, name, subject);
  if (fits(found.type)) return found;
  throw new AnalysisError('DATATYPE_MISMATCH', `${subject} must name a column of ${must}; '${name}' is ${typeName(found.type)}`, {
    sqlState: '42K09',
  });
}

export const numericColumn = (schema: StructType, name: string, subject: string): Field =>
  columnOfType(schema, name, subject, isNumeric, 'numbers');

export const vectorColumn = (schema: StructType, name: string, subject: string): Field =>
  columnOfType(schema, name, subject, isVector, 'vectors');

/** The schema with one more column; refuses a name that is taken. */
export function appendColumn(schema: StructType, name: string, type: DataType, subject: string, nullable = false): StructType {
  if (schema.fields.some((f) => f.name === name)) {
    throw new AnalysisError(
      'COLUMN_ALREADY_EXISTS',
      `${subject} must be a new name; '${name}' is in ${schemaLine(schema)} already. Drop it, or choose another`,
      { sqlState: '42711' },
    );
  }
  return struct([...schema.fields, field(name, type, nullable)]);
}
