import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import type { Expression } from '#lib/plan/expression.js';
import { nullableOf, typeOf } from '#lib/plan/type-of.js';
import { nary, scalar } from './define.js';

const element = (types: readonly DataType[]): DataType => (types[0]!.kind === 'array' ? types[0]!.element : t.nullType);

/** The number of elements of an array or map; null for null. */
export const size = scalar<'size', number>('size', {
  args: ['any'],
  returns: t.integer,
  duckdb: ([a], call) => (typeOf(call.args[0]!).kind === 'map' ? `cardinality(${a!})::INTEGER` : `len(${a!})::INTEGER`),
});
/** An array of its arguments. */
export const array = nary<any[]>('array', {
  args: ['common'],
  min: 0,
  max: Infinity,
  nullable: false,
  returns: (types, args) => t.array(types[0] ?? t.nullType, args.some(nullableOf)),
  duckdb: (a) => `[${a.join(', ')}]`,
});
/** A struct of its arguments, with their names (`col1`, `col2`, … where they have none). */
export const struct = nary<any>('struct', {
  args: ['any'],
  min: 1,
  max: Infinity,
  nullable: false,
  returns: (_, args) => t.struct(args.map((e, i) => t.field(fieldName(e, i), typeOf(e), nullableOf(e)))),
  duckdb: (args, call) => `struct_pack(${args.map((a, i) => `"${fieldName(call.args[i]!, i).replaceAll('"', '""')}" := ${a}`).join(', ')})`,
});
/** Whether an array holds a value; null where it does not but has a null. */
export const arrayContains = scalar<'array_contains', boolean, [value: unknown]>('array_contains', {
  args: ['array', 'any'],
  returns: t.boolean,
  nullable: true,
  duckdb: ([a, v]) =>
    `CASE WHEN ${a!} IS NULL OR ${v!} IS NULL THEN NULL WHEN list_contains(${a!}, ${v!}) THEN TRUE WHEN len(list_filter(${a!}, x -> x IS NULL)) > 0 THEN NULL ELSE FALSE END`,
});
/** The element at a position counted from 1 (negative: from the end), or a map's value; outside the array it is an error, as under ANSI. */
export const elementAt = scalar<'element_at', any, [position: unknown]>('element_at', {
  args: ['any', 'any'],
  nullable: true,
  returns: (types) => (types[0]!.kind === 'map' ? types[0]!.value : element(types)),
  duckdb: ([a, i], call) =>
    typeOf(call.args[0]!).kind === 'map'
      ? `${a!}[${i!}]`
      : `CASE WHEN ${a!} IS NULL OR ${i!} IS NULL THEN NULL WHEN abs(${i!}) > len(${a!}) OR ${i!} = 0 THEN error('[INVALID_ARRAY_INDEX_IN_ELEMENT_AT] The index is out of bounds of the array. Use try_element_at to get null instead.') ELSE ${a!}[${i!}] END`,
});
/** The elements sorted; nulls first. */
export const sortArray = scalar<'sort_array', any[]>('sort_array', {
  args: ['array'],
  returns: (types) => types[0]!,
  duckdb: ([a]) => `list_sort(${a!}, 'ASC', 'NULLS FIRST')`,
});
/** The elements without repeats, in order of appearance. */
export const arrayDistinct = scalar<'array_distinct', any[]>('array_distinct', {
  args: ['array'],
  returns: (types) => types[0]!,
  duckdb: ([a]) => `list_filter(${a!}, (x, i) -> list_position(${a!}, x) = i)`,
});

/** The name that a struct's field takes from the expression that makes it. */
function fieldName(e: Expression, i: number): string {
  if (e.kind === 'alias' || e.kind === 'attribute' || e.kind === 'field') return e.name;
  return e.kind === 'cast' ? fieldName(e.child, i) : `col${i + 1}`;
}
