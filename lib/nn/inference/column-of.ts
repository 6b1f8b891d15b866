import { AnalysisError } from '#lib/errors.js';
import type { DataType, Field, StructType } from '#lib/types/data-type.js';

/** The field of a column by name; as in Spark, case does not matter where no name is the very same. */
export function columnOf(schema: StructType, name: string): Field {
  const { fields } = schema;
  const found = fields.find((field) => field.name === name) ?? fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw new AnalysisError('COLUMN_NOT_FOUND', `No column '${name}' in (${fields.map((field) => field.name).join(', ')}).`, {
    sqlState: '42703',
  });
}

const numeric = new Set<DataType['kind']>(['boolean', 'byte', 'short', 'integer', 'long', 'float', 'double']);

/** How many numbers a value of a type has; undefined for lists, whose rows say. Throws an AnalysisError where it has none. */
export function widthOf(field: Field): number | undefined {
  const { type } = field;
  if (numeric.has(type.kind)) return 1;
  if (type.kind === 'vector') return type.size;
  for (let inner: DataType = type; inner.kind === 'array'; inner = inner.element) if (numeric.has(inner.element.kind)) return undefined;
  throw new AnalysisError(
    'DATATYPE_MISMATCH',
    `Column '${field.name}' must hold numbers, vectors or arrays of numbers; it holds ${type.kind}. Cast it, or give a featurePreprocessing that makes numbers of it.`,
    { sqlState: '42K09' },
  );
}

/** A schema with fields added; a name that is there already is replaced in its place, as an ExtendRelation does. */
export function extendSchema(schema: StructType, fields: readonly Field[]): StructType {
  const added = new Map(fields.map((field) => [field.name, field]));
  const kept = schema.fields.map((field) => added.get(field.name) ?? field);
  return { kind: 'struct', fields: [...kept, ...fields.filter(({ name }) => !schema.fields.some((field) => field.name === name))] };
}
