import { AnalysisError } from '#lib/errors.js';
import type { Call } from '#lib/plan/expression.js';
import type { FunctionSpec } from '#lib/plan/function-spec.js';
import type { KernelMaker } from '#lib/plan/kernel.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { MapType } from '#lib/types/data-type.js';
import { Column, columnExpression, operand } from '../column.js';
import type { ColumnArg } from '../shape.js';
import { constantOf } from './constant.js';
import { spec, type TableRow } from './define.js';
import type { Pair } from './map-pairs.js';
import { rawOrder } from './raw-order.js';
import { hashOrder } from './hash-order.js';

/** Which of the values that come as often as others is the mode. */
type Tie = 'any' | 'smallest' | 'largest';

/** The value that comes most often, from a map of values to how often they come. */
const mostFrequent =
  (tie: Tie): KernelMaker =>
  ([counts], returns) => {
    const order = rawOrder(returns);
    const inHashOrder = hashOrder((counts as MapType).key);
    return (pairs: readonly Pair[]) => {
      const most = pairs.reduce((max, [, count]) => ((count as bigint) > max ? (count as bigint) : max), 0n);
      const values = pairs.filter(([, count]) => count === most).map(([value]) => value);
      if (values.length < 2) return values[0] ?? null;
      if (tie !== 'any') return values.reduce((best, value) => (order(value, best) < 0 === (tie === 'smallest') ? value : best));
      const wanted = new Set(values);
      return inHashOrder(pairs.map(([value]) => value)).find((value) => wanted.has(value)) ?? null;
    };
  };

function tieOf(call: Call): Tie {
  const order = call.orderBy?.[0];
  if (order !== undefined) return order.descending ? 'largest' : 'smallest';
  return call.args[1] !== undefined && constantOf(call.args[1]) === true ? 'smallest' : 'any';
}

const counted = spec('mode', 'aggregate', {
  args: ['ordered', t.boolean],
  min: 1,
  nullable: true,
  returns: (types) => types[0]!,
  duckdb: ([a], _, clauses) => `histogram(${clauses.distinct}${a!})${clauses.behind()}`,
  finish: (call) => ({ of: t.map(typeOf(call.args[0]!), t.long), variant: tieOf(call), make: mostFrequent(tieOf(call)) }),
});

interface Mode extends TableRow {
  (column: ColumnArg, deterministic?: boolean): Column<string, any, any>;
}
/**
 * The value that comes most often, nulls left out; null over no values. Of values that come as often, the smallest where
 * `deterministic`, else one that Spark's hash table holds first. In SQL, WITHIN GROUP says the value, and which end wins.
 */
export const mode: Mode = Object.freeze(
  Object.assign(
    (column: ColumnArg, deterministic?: boolean) =>
      new Column({
        kind: 'call',
        fn: 'mode',
        args: [columnExpression(column), ...(deterministic === undefined ? [] : [operand(deterministic)])],
      }),
    {
      spec: Object.freeze({
        ...counted,
        min: 0,
        bind(args, call) {
          if (call.orderBy === undefined || args.length > 0) return counted.bind(args, call);
          if (call.orderBy.length === 1) return counted.bind([call.orderBy[0]!.child], call);
          throw new AnalysisError(
            'INVALID_WITHIN_GROUP_EXPRESSION.WRONG_NUM_ORDERINGS',
            `mode() must have one order; got ${call.orderBy.length}`,
            {
              sqlState: '42K0K',
            },
          );
        },
      } satisfies FunctionSpec),
    },
  ),
);
