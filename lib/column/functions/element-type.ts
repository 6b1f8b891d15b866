import { AnalysisError } from '#lib/errors.js';
import { castTo } from '#lib/plan/cast-to.js';
import { commonType } from '#lib/plan/common-type.js';
import type { Expression } from '#lib/plan/expression.js';
import { showExpression } from '#lib/plan/show-expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { ArrayType, DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';

/** The type of an array's elements; of anything else the null type. */
export const elementOf = (type: DataType): DataType => (type.kind === 'array' ? type.element : t.nullType);

/** Whether values have parts, so that how nulls among the parts compare matters. */
export const isNested = (type: DataType): boolean => ['array', 'struct', 'map'].includes(type.kind);

interface ElementOptions {
  /** The place of the value among the arguments. */
  place?: number;
  /** Whether an untyped NULL may be the value. */
  nullType?: boolean;
  /** Whether decimals of other sizes may meet, as in a comparison; else only types that lose nothing do. */
  decimals?: boolean;
}

/** An array and a value, cast so that the value is of the type of the elements. */
export const withElement =
  (fn: string, { place = 1, nullType = true, decimals = false }: ElementOptions = {}) =>
  (args: readonly Expression[]): Expression[] => {
    const [array, value] = [args[0]!, args[place]!];
    const type = typeOf(array);
    if (type.kind !== 'array') differ(fn, 'ARRAY_FUNCTION_DIFF_TYPES', args);
    if (!nullType && typeOf(value).kind === 'null') ofNullType(fn, value);
    const element = meet(type.element, typeOf(value), decimals) ?? differ(fn, 'ARRAY_FUNCTION_DIFF_TYPES', args);
    return args.map((e, i) => (i === 0 ? castTo(e, t.array(element, type.containsNull)) : i === place ? castTo(e, element) : e));
  };

/** Arrays cast to one type of elements. */
export const withArrays =
  (fn: string) =>
  (args: readonly Expression[]): Expression[] => {
    if (args.some((e) => typeOf(e).kind !== 'array')) differ(fn, 'BINARY_ARRAY_DIFF_TYPES', args);
    const element = args.map((e) => elementOf(typeOf(e))).reduce((a, b) => meet(a, b, true) ?? differ(fn, 'BINARY_ARRAY_DIFF_TYPES', args));
    return args.map((e) => castTo(e, t.array(element, (typeOf(e) as ArrayType).containsNull)));
  };

/** The type that two types meet in without making text a number, and without decimals of new sizes unless said. */
function meet(a: DataType, b: DataType, decimals: boolean): DataType | undefined {
  if ((a.kind === 'string' || b.kind === 'string') && a.kind !== b.kind && a.kind !== 'null' && b.kind !== 'null') return undefined;
  const common = commonType(a, b);
  const grown = common?.kind === 'decimal' && !t.sameType(common, a) && !t.sameType(common, b);
  return grown && !decimals ? undefined : common;
}

/** A map and a key, cast so that the key is of the type of the map's keys. */
export const withKey =
  (fn: string) =>
  ([map, key]: readonly Expression[]): Expression[] => {
    if (typeOf(key!).kind === 'null') ofNullType(fn, key!);
    const type = typeOf(map!);
    if (type.kind !== 'map') differ(fn, 'MAP_FUNCTION_DIFF_TYPES', [map!, key!]);
    const common = commonType(type.key, typeOf(key!)) ?? differ(fn, 'MAP_FUNCTION_DIFF_TYPES', [map!, key!]);
    return [castTo(map!, t.map(common, type.value, type.valueContainsNull)), castTo(key!, common)];
  };

export function differ(fn: string, condition: string, args: readonly Expression[]): never {
  const shown = args.map((e) => `${showExpression(e)}: ${typeName(typeOf(e))}`).join(', ');
  throw new AnalysisError(
    `DATATYPE_MISMATCH.${condition}`,
    `The arguments of '${fn}' must be collections of one type; got ${shown}. Cast them to one.`,
    { sqlState: '42K09' },
  );
}

function ofNullType(fn: string, e: Expression): never {
  throw new AnalysisError('DATATYPE_MISMATCH.NULL_TYPE', `'${fn}' must have a value of a type; got ${showExpression(e)}. Cast it.`, {
    sqlState: '42K09',
  });
}
