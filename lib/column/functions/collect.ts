import { AnalysisError } from '#lib/errors.js';
import type { Call } from '#lib/plan/expression.js';
import { expressionKey } from '#lib/plan/expression-key.js';
import { typeOf } from '#lib/plan/type-of.js';
import { castTo } from '#lib/plan/cast-to.js';
import * as t from '#lib/types/data-type.js';
import type { ArrayType } from '#lib/types/data-type.js';
import { Column, columnExpression, operand } from '../column.js';
import type { ColumnArg } from '../shape.js';
import { aggregate, aggregateSql, spec, wrongType, type Row, type TableRow } from './define.js';
import { constantOf } from './constant.js';
import { elementOf } from './element-type.js';
import { rawKey } from './raw-key.js';

const collected = (types: readonly t.DataType[]): t.DataType => t.array(types[0]!, false);
/** The values in a list, nulls left out. */
export const collectList = aggregate<'collect_list', any[]>('collect_list', {
  args: ['any'],
  returns: collected,
  nullable: false,
  duckdb: ([a], _, clauses) => `coalesce(${aggregateSql('list', [a!], clauses, `${a!} IS NOT NULL`)}, [])`,
});
/** Same as `collectList`. */
export const arrayAgg = collectList;
/** The different values in a list, nulls left out; they are sorted, where Spark promises no order. */
export const collectSet = aggregate<'collect_set', any[]>('collect_set', {
  args: ['any'],
  returns: collected,
  nullable: false,
  duckdb: ([a], _, clauses) => `coalesce(list(DISTINCT ${a!} ORDER BY ${a!})${clauses.behind(`${a!} IS NOT NULL`)}, [])`,
});
/** The different elements of all arrays in one, nulls left out, in order of appearance. */
export const collectUnion = aggregate<'collect_union', any[]>('collect_union', {
  args: ['array'],
  returns: (types) => t.array(elementOf(types[0]!), false),
  nullable: false,
  duckdb: ([a], _, clauses) => aggregateSql('list', [a!], clauses, `${a!} IS NOT NULL`),
  finish: (call) => ({
    of: t.array(typeOf(call.args[0]!)),
    seesNulls: true,
    make([type]) {
      const key = rawKey(((type as ArrayType).element as ArrayType).element);
      return (arrays: readonly (readonly unknown[])[] | null) => {
        const found = new Map<unknown, unknown>();
        for (const value of (arrays ?? []).flat()) if (value !== null && !found.has(key(value))) found.set(key(value), value);
        return [...found.values()];
      };
    },
  }),
});

/** The value in the row where another is largest or smallest; with a number, the list of the values in that many such rows. */
const by = (name: string, duckdb: string, direction: 'ASC' | 'DESC'): Row => ({
  args: ['any', 'ordered', t.integer],
  min: 2,
  nullable: true,
  returns: (types, args) => (args.length > 2 ? t.array(types[0]!) : types[0]!),
  duckdb([value, order], call, clauses) {
    if (call.args.length < 3) return aggregateSql(duckdb, [value!, order!], clauses);
    const k = constantOf(call.args[2]!);
    if (typeof k !== 'number' || k < 1 || k > 100_000)
      throw new AnalysisError(
        'DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE',
        `The third argument of '${name}' must be a constant from 1 to 100000; got ${String(k)}`,
        {
          sqlState: '42K09',
        },
      );
    return `(list(${value!} ORDER BY ${order!} ${direction})${clauses.behind(`${order!} IS NOT NULL`)})[1:${k}]`;
  },
});
/** The value in the row where `order` is largest; with `k`, the list of those in the k largest. Rows without `order` are left out. */
export const maxBy = aggregate<'max_by', any, [order: unknown, k?: number]>('max_by', by('max_by', 'arg_max_null', 'DESC'));
/** The value in the row where `order` is smallest; with `k`, the list of those in the k smallest. Rows without `order` are left out. */
export const minBy = aggregate<'min_by', any, [order: unknown, k?: number]>('min_by', by('min_by', 'arg_min_null', 'ASC'));

interface ListAgg extends TableRow {
  (column: ColumnArg, delimiter?: unknown): Column<string, any, any>;
}
/** The texts (or bytes) one after the other, `delimiter` between them, nulls left out; null over no values. In SQL, WITHIN GROUP orders them. */
export const listagg: ListAgg = Object.freeze(
  Object.assign(
    (column: ColumnArg, delimiter?: unknown) =>
      new Column({
        kind: 'call',
        fn: 'listagg',
        args: [columnExpression(column), ...(delimiter === undefined ? [] : [operand(delimiter)])],
      }),
    {
      spec: spec('listagg', 'aggregate', {
        args: ['any', 'any'],
        min: 1,
        nullable: true,
        rewrite(args) {
          const type = typeOf(args[0]!).kind === 'binary' ? t.binary : t.string;
          const odd = args.findIndex((e) => ['array', 'map', 'struct'].includes(typeOf(e).kind));
          return odd === -1 ? args.map((e) => castTo(e, type)) : wrongType('listagg', odd, 'text or binary', args[odd]!);
        },
        returns: (types) => types[0]!,
        duckdb(args, call, clauses) {
          checkDistinctOrder(call);
          const [a, delimiter = "''"] = args as [string, string?];
          const order = clauses.order === '' && call.distinct === true ? ` ORDER BY ${a}` : clauses.order;
          if (call.type!.kind === 'binary') return aggregateSql('list', [a], { ...clauses, order }, `${a} IS NOT NULL`);
          return aggregateSql('string_agg', [a, `coalesce(${delimiter}, '')`], { ...clauses, order });
        },
        finish: (call) =>
          call.type!.kind === 'binary'
            ? { of: t.array(t.binary), also: call.args.length > 1 ? [1] : [], seesNulls: true, make: () => joinBytes }
            : undefined,
      }),
    },
  ),
);
/** Same as `listagg`. */
export const stringAgg = listagg;
/** `listagg` of the different values. */
export const listaggDistinct = (column: ColumnArg, delimiter?: unknown): Column<string, any, any> =>
  new Column({ ...(listagg(column, delimiter).expression as Call), distinct: true });
/** Same as `listaggDistinct`. */
export const stringAggDistinct = listaggDistinct;

function checkDistinctOrder(call: Call): void {
  if (call.distinct !== true || call.orderBy === undefined) return;
  const sorted = call.orderBy.map((o) => expressionKey(o.child));
  const [value] = call.args;
  const keys = [expressionKey(value!), ...(value!.kind === 'cast' ? [expressionKey(value!.child)] : [])];
  if (sorted.length === 1 && keys.includes(sorted[0]!)) return;
  throw new AnalysisError(
    'INVALID_WITHIN_GROUP_EXPRESSION.MISMATCH_WITH_DISTINCT_INPUT',
    `'${call.fn}' of DISTINCT values must be ordered by these values alone`,
    { sqlState: '42K0K' },
  );
}

function joinBytes(parts: readonly Uint8Array[] | null, delimiter: Uint8Array | null = null): Uint8Array | null {
  if (parts === null) return null;
  return Buffer.concat(parts.flatMap((part, i) => (i > 0 && delimiter !== null ? [delimiter, part] : [part])));
}
