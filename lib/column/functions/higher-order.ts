import { castTo } from '#lib/plan/cast-to.js';
import type { Expression, Lambda } from '#lib/plan/expression.js';
import { transformUp } from '#lib/plan/map-expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { Column, columnExpression, operand } from '../column.js';
import type { ColumnArg } from '../shape.js';
import { spec, wrongType, type Row, type TableRow } from './define.js';
import { elementOf } from './element-type.js';
import { lambda } from './lambda.js';

type OfElement = (element: Column) => Column;
type OfElementAndIndex = (element: Column, index: Column) => Column;

/** A function of an array and a function of its elements. */
interface HigherOrder<F> extends TableRow {
  (column: ColumnArg, fn: F): Column<string, any, any>;
}

const higherOrder = <F>(name: string, def: Row): HigherOrder<F> =>
  Object.freeze(
    Object.assign(
      (column: ColumnArg, fn: F) =>
        new Column({ kind: 'call', fn: name, args: [columnExpression(column), lambda(fn as (...params: Column[]) => Column)] }),
      { spec: spec(name, 'scalar', def) },
    ),
  );

const elementAndIndex = (_: number, types: readonly DataType[], params: number): readonly DataType[] =>
  params > 1 ? [elementOf(types[0]!), t.integer] : [elementOf(types[0]!)];
const element = (_: number, types: readonly DataType[]): readonly DataType[] => [elementOf(types[0]!)];

/** DuckDB counts elements from 1, Spark from 0: where a lambda reads its index, one is taken off. */
function fromZero(e: Expression): Expression {
  const { bound, body } = e as Lambda;
  const index = bound?.[1];
  if (index === undefined) return e;
  const one = Object.freeze({ kind: 'literal', type: t.integer, value: 1 } as const);
  const counted = Object.freeze({
    kind: 'call',
    fn: '-',
    args: [castTo(index, t.integer), one],
    type: t.integer,
    nullable: false,
  } as const);
  return Object.freeze({ ...e, body: transformUp(body, (part) => (part.kind === 'attribute' && part.id === index.id ? counted : part)) });
}

/** The last argument, a function, must give a boolean. */
export const truthful =
  (fn: string) =>
  (args: readonly Expression[]): Expression[] =>
    args.map((e, i) => {
      if (e.kind !== 'lambda') return e;
      const { kind } = typeOf(e.body);
      if (kind !== 'boolean' && kind !== 'null') wrongType(fn, i, 'a function that gives a boolean', e);
      return withBody(e, (body) => castTo(body, t.boolean));
    });

/** Each element (and its index, from 0) made into another: `transform('xs', (x) => x.plus(1))`. */
export const transform = higherOrder<OfElementAndIndex>('transform', {
  args: ['array', 'lambda'],
  lambda: elementAndIndex,
  lower: (args) => [args[0]!, fromZero(args[1]!)],
  returns: (types) => t.array(types[1]!),
  duckdb: ([array, fn]) => `list_transform(${array!}, ${fn!})`,
});
/** The elements for which a condition holds. */
export const filter = higherOrder<OfElementAndIndex>('filter', {
  args: ['array', 'lambda'],
  rewrite: truthful('filter'),
  lambda: elementAndIndex,
  lower: (args) => [args[0]!, fromZero(args[1]!)],
  returns: (types) => types[0]!,
  duckdb: ([array, fn]) => `list_filter(${array!}, ${fn!})`,
});
/** Three-valued logic over what a condition says of the elements. */
const quantified =
  (decides: 'TRUE' | 'FALSE', otherwise: 'TRUE' | 'FALSE') =>
  ([array, fn]: readonly string[]): string => {
    const said = `list_transform(${array!}, ${fn!})`;
    return `CASE WHEN ${array!} IS NULL THEN NULL WHEN list_contains(${said}, ${decides}) THEN ${decides} WHEN list_aggregate(${said}, 'count') < len(${said}) THEN NULL ELSE ${otherwise} END`;
  };
/** Whether a condition holds for some element; null where it holds for none and is null for some. */
export const exists = higherOrder<OfElement>('exists', {
  args: ['array', 'lambda'],
  rewrite: truthful('exists'),
  lambda: element,
  returns: t.boolean,
  nullable: true,
  duckdb: quantified('TRUE', 'FALSE'),
});
/** Whether a condition holds for all elements; null where it fails for none and is null for some. */
export const forall = higherOrder<OfElement>('forall', {
  args: ['array', 'lambda'],
  rewrite: truthful('forall'),
  lambda: element,
  returns: t.boolean,
  nullable: true,
  duckdb: quantified('FALSE', 'TRUE'),
});

/**
 * The elements folded from the first to the last: `aggregate('xs', lit(0), (sum, x) => sum.plus(x))`; `finish` makes the
 * result of the last state. Null for a null array; the start for an empty one.
 */
export const aggregate = Object.freeze(
  Object.assign(
    (
      column: ColumnArg,
      start: unknown,
      merge: (state: Column, element: Column) => Column,
      finish?: OfElement,
    ): Column<string, any, any> => {
      const args = [columnExpression(column), operand(start), lambda(merge as (...params: Column[]) => Column)];
      return new Column({ kind: 'call', fn: 'aggregate', args: finish === undefined ? args : [...args, lambda(finish)] });
    },
    {
      spec: spec('aggregate', 'scalar', {
        args: ['array', 'any', 'lambda', 'lambda'],
        min: 3,
        nullable: true,
        lambda: (place, types) => (place === 2 ? [types[1]!, elementOf(types[0]!)] : [types[1]!]),
        rewrite: ([array, start, merge, ...finish]) => [
          array!,
          start!,
          withBody(merge!, (body) => {
            const same = t.sameType(typeOf(body), typeOf(start!)) || typeOf(body).kind === 'null';
            return same
              ? castTo(body, typeOf(start!))
              : wrongType('aggregate', 2, `a function that gives a ${typeName(typeOf(start!))}, as the start is`, merge!);
          }),
          ...finish,
        ],
        returns: (types) => types[3] ?? types[1]!,
        duckdb: ([array, start, merge, finish]) => {
          const folded = `list_reduce(${array!}, ${merge!}, ${start!})`;
          return finish === undefined ? folded : `CASE WHEN ${array!} IS NOT NULL THEN list_transform([${folded}], ${finish})[1] END`;
        },
      }),
    },
  ),
);

export const withBody = (e: Expression, change: (body: Expression) => Expression): Expression =>
  Object.freeze({ ...e, body: change((e as Lambda).body) } as Lambda);
