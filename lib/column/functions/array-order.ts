import { ExecutionError } from '#lib/errors.js';
import type { Call, Expression, Lambda } from '#lib/plan/expression.js';
import { castTo, implicitCast } from '#lib/plan/cast-to.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { ArrayType, DataType } from '#lib/types/data-type.js';
import { Column, columnExpression } from '../column.js';
import type { ColumnArg } from '../shape.js';
import { scalar, spec } from './define.js';
import { elementOf, isNested } from './element-type.js';
import { lambda } from './lambda.js';
import { rawOrder } from './raw-order.js';

const first = (types: readonly DataType[]): DataType => types[0]!;
const nestedElements = (call: Call): boolean => isNested(elementOf(typeOf(call.args[0]!)));

/** The elements sorted, ascending with nulls first, or descending with nulls last where `ascending` is false. */
export const sortArray = scalar<'sort_array', any[], [ascending?: boolean]>('sort_array', {
  args: ['array', t.boolean],
  min: 1,
  returns: first,
  duckdb: ([a, ascending = 'TRUE']) =>
    `CASE WHEN ${ascending} THEN list_sort(${a!}, 'ASC', 'NULLS FIRST') WHEN NOT ${ascending} THEN list_sort(${a!}, 'DESC', 'NULLS LAST') END`,
  kernel: {
    for: nestedElements,
    make([type]) {
      const order = rawOrder((type as ArrayType).element);
      return (values: readonly unknown[], ascending = true) => values.toSorted((a, b) => (ascending ? order(a, b) : order(b, a)));
    },
  },
});

/** The comparator's answers for all pairs of elements: `transform(xs, a -> transform(xs, b -> compare(a, b)))`. */
function answers(array: Expression, compare: Lambda): Expression {
  const [a, b] = compare.bound!;
  const inner = transformed(array, { kind: 'lambda', params: [b!.name], bound: [b!], body: compare.body }, t.integer);
  return transformed(array, { kind: 'lambda', params: [a!.name], bound: [a!], body: inner }, typeOf(inner));
}

const transformed = (array: Expression, fn: Lambda, element: DataType): Call =>
  Object.freeze({ kind: 'call', fn: 'transform', args: [array, Object.freeze(fn)], type: t.array(element), nullable: true });

/** The elements in the order that a comparator says, which was asked for all pairs. */
function sortedBy(values: readonly unknown[], said: readonly (readonly (number | null)[])[]): unknown[] {
  const order = (a: number, b: number): number => {
    const found = said[a]![b]!;
    if (found !== null) return found;
    throw new ExecutionError(
      'COMPARATOR_RETURNS_NULL',
      'The comparator of array_sort() must not give null: return a negative number, 0 or a positive one.',
      {
        sqlState: '22004',
      },
    );
  };
  return values
    .map((_, i) => i)
    .sort(order)
    .map((i) => values[i]);
}

/**
 * The elements sorted, ascending with nulls last; or as a comparator says, which gives a negative number, 0 or a positive one
 * for two elements. A comparator is asked for all pairs of elements.
 */
export const arraySort = Object.freeze(
  Object.assign(
    (column: ColumnArg, compare?: (left: Column, right: Column) => Column): Column<string, any, any> => {
      const args = [columnExpression(column)];
      return new Column({ kind: 'call', fn: 'array_sort', args: compare === undefined ? args : [...args, lambda(compare)] });
    },
    {
      spec: spec('array_sort', 'scalar', {
        args: ['array', 'lambda'],
        min: 1,
        lambda: (_, types) => [elementOf(types[0]!), elementOf(types[0]!)],
        rewrite: ([array, compare]) => {
          if (compare === undefined) return [array!];
          const body = (compare as Lambda).body;
          const whole = typeOf(body).kind === 'null' ? castTo(body, t.integer) : implicitCast(body, t.integer, 'array_sort', 1);
          return [array!, Object.freeze({ ...(compare as Lambda), body: whole })];
        },
        lower: ([array, compare]) => (compare === undefined ? [array!] : [array!, answers(array!, compare as Lambda)]),
        returns: first,
        duckdb: ([a]) => `list_sort(${a!}, 'ASC', 'NULLS LAST')`,
        kernel: {
          for: (call) => call.args.length > 1 || nestedElements(call),
          make([type, said]) {
            if (said !== undefined) return sortedBy;
            const order = rawOrder((type as ArrayType).element);
            return (values: readonly unknown[]) =>
              values.toSorted((a, b) => (a === null || b === null ? Number(a === null) - Number(b === null) : order(a, b)));
          },
        },
      }),
    },
  ),
);
