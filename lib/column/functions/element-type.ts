import { AnalysisError } from '#lib/errors.js';
import { castTo } from '#lib/plan/cast-to.js';
import { commonType } from '#lib/plan/common-type.js';
import type { Expression } from '#lib/plan/expression.js';
import { showExpression } from '#lib/plan/show-expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { ArrayType, DataType, MapType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';

/** The type of an array's elements; of anything else the null type. */
export const elementOf = (type: DataType): DataType => (type.kind === 'array' ? type.element : t.nullType);

/** Whether values have parts, so that how nulls among the parts compare matters. */
export const isNested = (type: DataType): boolean => ['array', 'struct', 'map'].includes(type.kind);

/** An array and a value, cast so that the value is of the type of the elements. The value's place is 1 unless said. */
export const withElement =
  (fn: string, { place = 1, nullType = true }: { place?: number; nullType?: boolean } = {}) =>
  (args: readonly Expression[]): Expression[] => {
    const [array, value] = [args[0]!, args[place]!];
    if (!nullType && typeOf(value).kind === 'null') ofNullType(fn, value);
    const element = commonType(elementOf(typeOf(array)), typeOf(value)) ?? differ(fn, [array, value]);
    const cast = castTo(array, t.array(element, (typeOf(array) as ArrayType).containsNull));
    return args.map((e, i) => (i === 0 ? cast : i === place ? castTo(e, element) : e));
  };

/** Arrays cast to one type of elements. */
export const withArrays =
  (fn: string) =>
  (args: readonly Expression[]): Expression[] => {
    const element = args.map((e) => elementOf(typeOf(e))).reduce((a, b) => commonType(a, b) ?? differ(fn, args));
    return args.map((e) => castTo(e, t.array(element, (typeOf(e) as ArrayType).containsNull)));
  };

/** A map and a key, cast so that the key is of the type of the map's keys. */
export const withKey =
  (fn: string) =>
  ([map, key]: readonly Expression[]): Expression[] => {
    if (typeOf(key!).kind === 'null') ofNullType(fn, key!);
    const type = typeOf(map!) as MapType;
    const common = commonType(type.key, typeOf(key!)) ?? differ(fn, [map!, key!]);
    return [castTo(map!, t.map(common, type.value, type.valueContainsNull)), castTo(key!, common)];
  };

export function differ(fn: string, args: readonly Expression[]): never {
  const shown = args.map((e) => `${showExpression(e)}: ${typeName(typeOf(e))}`).join(', ');
  throw new AnalysisError(
    'DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES',
    `The arguments of '${fn}' must have one type of elements between them; got ${shown}. Cast them to one.`,
    { sqlState: '42K09' },
  );
}

function ofNullType(fn: string, e: Expression): never {
  throw new AnalysisError('DATATYPE_MISMATCH.NULL_TYPE', `'${fn}' must have a value of a type; got ${showExpression(e)}. Cast it.`, {
    sqlState: '42K09',
  });
}
