import { AnalysisError } from '#lib/errors.js';
import type { Call, Expression } from '#lib/plan/expression.js';
import { nullableOf, typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { MapType } from '#lib/types/data-type.js';
import { castTo } from '#lib/plan/cast-to.js';
import { nary, scalar, wrongType, type Row } from './define.js';
import { elementOf, withKey } from './element-type.js';
import { raise } from './operators.js';

const isMap = (call: Call): boolean => typeOf(call.args[0]!).kind === 'map';

/** The number of elements of an array or map; null for null. */
export const size = scalar<'size', number>('size', {
  args: ['any'],
  returns: t.integer,
  rewrite: ([e]) => {
    const { kind } = typeOf(e!);
    if (kind !== 'array' && kind !== 'map' && kind !== 'null') wrongType('size', 0, 'an array or a map', e!);
    return [kind === 'null' ? castTo(e!, t.array(t.nullType)) : e!];
  },
  duckdb: ([a], call) => (isMap(call) ? `cardinality(${a!})::INTEGER` : `len(${a!})::INTEGER`),
});
/** Same as `size`. */
export const cardinality = size;
/** The number of elements of an array; null for null. */
export const arraySize = scalar<'array_size', number>('array_size', {
  args: ['array'],
  returns: t.integer,
  duckdb: ([a]) => `len(${a!})::INTEGER`,
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
  duckdb: (args, call) => packed(args, (call.type as t.StructType).fields),
});
/** A struct of names and values in turn: `namedStruct(lit('a'), col('x'))`; the names are constants. */
export const namedStruct = nary<any>('named_struct', {
  args: ['any'],
  min: 2,
  max: Infinity,
  nullable: false,
  returns: (_, args) => t.struct(values(args).map((e, i) => t.field(constantName(args, 2 * i), typeOf(e), nullableOf(e)))),
  duckdb: (args, call) => packed(values(args), (call.type as t.StructType).fields),
});

/** The element at a position counted from 1 (negative: from the end), or a map's value; outside the array it is an error, as under ANSI. */
export const elementAt = scalar<'element_at', any, [position: unknown]>('element_at', {
  ...positioned('element_at'),
  duckdb: ([a, i], call) => {
    if (isMap(call)) return `${a!}[${i!}]`;
    const outside = raise(
      'INVALID_ARRAY_INDEX_IN_ELEMENT_AT',
      'The index must be within the array, counted from 1. Use try_element_at to get null instead.',
    );
    return `CASE WHEN ${a!} IS NULL THEN NULL WHEN ${i!} = 0 THEN ${NOT_ZERO} WHEN abs(CAST(${i!} AS BIGINT)) > len(${a!}) THEN ${outside} ELSE ${a!}[${i!}] END`;
  },
});
/** As `element_at`, but null outside the array; position 0 is an error there too. */
export const tryElementAt = scalar<'try_element_at', any, [position: unknown]>('try_element_at', {
  ...positioned('try_element_at'),
  duckdb: ([a, i], call) =>
    isMap(call)
      ? `${a!}[${i!}]`
      : `CASE WHEN ${a!} IS NULL THEN NULL ELSE list_extract(${a!}, CASE WHEN ${i!} = 0 THEN ${NOT_ZERO} ELSE ${i!} END) END`,
});
/** The element at an index counted from 0; null outside the array. */
export const get = scalar<'get', any, [index: unknown]>('get', {
  args: ['array', t.integer],
  nullable: true,
  returns: (types) => elementOf(types[0]!),
  duckdb: ([a, i]) => `list_extract(${a!}, CASE WHEN ${i!} >= 0 THEN CAST(${i!} AS BIGINT) + 1 END)`,
});

const NOT_ZERO = raise('INVALID_INDEX_OF_ZERO', 'The index 0 must not be used: positions count from 1, negative ones from the end.');

/** The rules of a function that takes an array and a position, or a map and a key. */
function positioned(name: string): Pick<Row, 'args' | 'nullable' | 'returns' | 'rewrite'> {
  return {
    args: ['any', 'any'],
    nullable: true,
    rewrite: (args) => {
      const [from, at] = args as [Expression, Expression];
      if (typeOf(from).kind === 'map') return withKey(name)(args);
      if (typeOf(from).kind !== 'array' && typeOf(from).kind !== 'null') wrongType(name, 0, 'an array or a map', from);
      if (!['byte', 'short', 'integer', 'null'].includes(typeOf(at).kind)) wrongType(name, 1, 'an int', at);
      return [typeOf(from).kind === 'null' ? castTo(from, t.array(t.nullType)) : from, castTo(at, t.integer)];
    },
    returns: ([from]) => (from!.kind === 'map' ? (from as MapType).value : elementOf(from!)),
  };
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const packed = (parts: readonly string[], fields: readonly t.Field[]): string =>
  `struct_pack(${parts.map((part, i) => `${quoted(fields[i]!.name)} := ${part}`).join(', ')})`;
const values = <T>(args: readonly T[]): T[] => args.filter((_, i) => i % 2 === 1);

/** The name that a struct's field takes from the expression that makes it. */
function fieldName(e: Expression, i: number): string {
  if (e.kind === 'alias' || e.kind === 'attribute' || e.kind === 'field') return e.name;
  return e.kind === 'cast' ? fieldName(e.child, i) : `col${i + 1}`;
}

function constantName(args: readonly Expression[], i: number): string {
  if (args.length % 2 !== 0)
    throw new AnalysisError(
      'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
      `named_struct() must have names and values in turn; got ${args.length} arguments`,
      {
        sqlState: '42605',
      },
    );
  const name = args[i]!;
  if (name.kind === 'literal' && typeof name.value === 'string') return name.value;
  throw new AnalysisError(
    'DATATYPE_MISMATCH.CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING',
    `Argument ${i + 1} of 'named_struct' must be a constant string, a field's name`,
    { sqlState: '42K09' },
  );
}
