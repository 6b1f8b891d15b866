import { AnalysisError } from '#lib/errors.js';
import type { Expression } from '#lib/plan/expression.js';
import type { FunctionSpec } from '#lib/plan/function-spec.js';
import { showExpression } from '#lib/plan/show-expression.js';
import { nullableOf, typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { Field, StructType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { spec } from './define.js';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const nameOf = (e: Expression): string => (e as { value: unknown }).value as string;

function structOf(e: Expression, verb: string): StructType {
  const type = typeOf(e);
  if (type.kind === 'struct') return type;
  throw new AnalysisError(
    'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
    `${verb}() must be of a struct; ${showExpression(e)} is ${typeName(type)}`,
    { sqlState: '42K09' },
  );
}

const part = (struct: string, name: string): string => `struct_extract(${struct}, '${name.replaceAll("'", "''")}')`;
const pack = (struct: string, fields: readonly (readonly [string, string])[]): string =>
  `CASE WHEN ${struct} IS NULL THEN NULL ELSE struct_pack(${fields.map(([name, sql]) => `"${name.replaceAll('"', '""')}" := ${sql}`).join(', ')}) END`;

/** The fields with the given one set: all of that name where they stand, else one more at the end. */
function fieldsWith(struct: StructType, field: Field): Field[] {
  const fields = struct.fields.map((f) => (same(f.name, field.name) ? { ...field } : f));
  return struct.fields.some((f) => same(f.name, field.name)) ? fields : [...fields, field];
}

const withField = spec('with_field', 'scalar', {
  args: ['any', 'any', 'any'],
  returns: (_, [struct, name, value]) =>
    t.struct(fieldsWith(structOf(struct!, 'withField'), t.field(nameOf(name!), typeOf(value!), nullableOf(value!)))),
  duckdb: ([struct, , value], call) => {
    const name = nameOf(call.args[1]!);
    const fields = fieldsWith(structOf(call.args[0]!, 'withField'), t.field(name, t.nullType, true));
    return pack(
      struct!,
      fields.map((f) => [f.name, same(f.name, name) ? value! : part(struct!, f.name)]),
    );
  },
});

function fieldsWithout(struct: Expression, name: string): readonly Field[] {
  const fields = structOf(struct, 'dropFields').fields.filter((f) => !same(f.name, name));
  if (fields.length > 0) return fields;
  throw new AnalysisError(
    'DATATYPE_MISMATCH.CANNOT_DROP_ALL_FIELDS',
    `dropFields() must leave a field in the struct; '${name}' is the last of ${showExpression(struct)}`,
    { sqlState: '42K09' },
  );
}

const dropField = spec('drop_field', 'scalar', {
  args: ['any', 'any'],
  returns: (_, [struct, name]) => t.struct([...fieldsWithout(struct!, nameOf(name!))]),
  duckdb: ([struct], call) =>
    pack(
      struct!,
      fieldsWithout(call.args[0]!, nameOf(call.args[1]!)).map((f) => [f.name, part(struct!, f.name)]),
    ),
});

/** What `Column.withField` and `Column.dropFields` are in a plan. */
export const structFields: readonly FunctionSpec[] = [nullsOfStruct(withField), nullsOfStruct(dropField)];

/** The result is null where the struct is, whatever the field's value. */
function nullsOfStruct(row: FunctionSpec): FunctionSpec {
  return Object.freeze({
    ...row,
    bind: (args, call) => ({ ...row.bind(args, call), nullable: nullableOf(args[0]!) }),
  } satisfies FunctionSpec);
}
