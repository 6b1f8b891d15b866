import { AnalysisError } from '#lib/errors.js';
import type { Call, Expression } from '#lib/plan/expression.js';
import { constantOf } from './constant.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { aggregate, aggregateSql, type Row } from './define.js';

const first = (types: readonly DataType[]): DataType => types[0]!;

/** Whether nulls are left out: by IGNORE NULLS, or by a second argument. */
export const ignoresNulls = (call: Call, flag: Expression | undefined): boolean =>
  call.ignoreNulls ?? (flag !== undefined && constantOf(flag) === true);

const end = (name: 'first' | 'last' | 'any_value', duckdb: 'first' | 'last'): Row => ({
  args: ['any', t.boolean],
  min: 1,
  returns: first,
  nullable: true,
  duckdb([a], call, clauses) {
    const ignoring = ignoresNulls(call, call.args[1]);
    if (call.args[1] !== undefined && typeof constantOf(call.args[1]) !== 'boolean')
      throw new AnalysisError(
        'DATATYPE_MISMATCH.NON_FOLDABLE_INPUT',
        `The second argument of '${name}' must be a constant, true or false`,
        {
          sqlState: '42K09',
        },
      );
    if (clauses.windowed) return `${duckdb}_value(${a!}${ignoring ? ' IGNORE NULLS' : ''})${clauses.behind()}`;
    return aggregateSql(duckdb, [a!], clauses, ignoring ? `${a!} IS NOT NULL` : undefined);
  },
});
/** The value of the first row that comes, with `ignoreNulls` of the first that has one; the order is only fixed where the rows are sorted. */
export const first_ = aggregate<'first', any, [ignoreNulls?: boolean]>('first', end('first', 'first'));
/** Same as `first`. */
export const firstValue = first_;
export { first_ as first };
/** The value of the last row that comes, with `ignoreNulls` of the last that has one. */
export const last = aggregate<'last', any, [ignoreNulls?: boolean]>('last', end('last', 'last'));
/** Same as `last`. */
export const lastValue = last;
/** A value of some row, with `ignoreNulls` of one that has a value. */
export const anyValue = aggregate<'any_value', any, [ignoreNulls?: boolean]>('any_value', end('any_value', 'first'));

const truth = (duckdb: string): Row => ({ args: [t.boolean], returns: t.boolean, nullable: true, duckdb });
/** Whether a condition holds in all rows, nulls left out; null over no values. */
export const boolAnd = aggregate<'bool_and', boolean | null>('bool_and', truth('bool_and'));
/** Same as `bool_and`. */
export const every = boolAnd;
/** Whether a condition holds in some row, nulls left out; null over no values. */
export const boolOr = aggregate<'bool_or', boolean | null>('bool_or', truth('bool_or'));
/** Same as `bool_or`. */
export const some = boolOr;
