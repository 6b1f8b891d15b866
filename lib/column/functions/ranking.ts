import { AnalysisError } from '#lib/errors.js';
import { castTo, implicitCast } from '#lib/plan/cast-to.js';
import type { Expression } from '#lib/plan/expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { Column } from '../column.js';
import { literalOf } from '../literal.js';
import { constantOf } from './constant.js';
import { aggregateSql, nullary, spec, windowed, wrongType, type Row } from './define.js';
import { ignoresNulls } from './pick.js';

const first = (types: readonly DataType[]): DataType => types[0]!;
/** A rank, as DuckDB counts it, in Spark's type. Spark takes arguments and does not look at them. */
const ranked = (name: string, returns: DataType): Omit<Row, 'args'> => ({
  returns,
  nullable: false,
  max: Infinity,
  duckdb: (_, __, clauses) => `CAST(${name}()${clauses.behind()} AS ${returns.kind === 'double' ? 'DOUBLE' : 'INTEGER'})`,
});

/** The number of the row in its window, from 1. */
export const rowNumber = nullary<'row_number', number>('row_number', 'window', { ...ranked('row_number', t.integer), max: 0 });
/** The rank with gaps after ties. */
export const rank = nullary<'rank', number>('rank', 'window', ranked('rank', t.integer));
/** The rank without gaps after ties. */
export const denseRank = nullary<'dense_rank', number>('dense_rank', 'window', ranked('dense_rank', t.integer));
/** The rank as a part of the rows, from 0 to 1. */
export const percentRank = nullary<'percent_rank', number>('percent_rank', 'window', ranked('percent_rank', t.double));
/** The part of the rows that come no later than the row. */
export const cumeDist = nullary<'cume_dist', number>('cume_dist', 'window', { ...ranked('cume_dist', t.double), max: 0 });

const shifted = (name: 'lag' | 'lead'): Row => ({
  args: ['any', t.integer, 'any'],
  min: 1,
  nullable: true,
  rewrite(args) {
    const [value, offset, fallback] = args as [Expression, Expression?, Expression?];
    if (offset !== undefined && constantOf(offset) === undefined) constantNeeded(name, 'offset');
    return fallback === undefined ? args : [value, offset!, fallbackOf(name, fallback, typeOf(value))];
  },
  returns: first,
  duckdb: (args, _, clauses) => `${name}(${args.join(', ')}${clauses.nulls})${clauses.behind()}`,
});
const fallbackOf = (name: string, e: Expression, type: DataType): Expression => implicitCast(e, type, name, 2);
/** The value `offset` rows before (1 if not given), or `fallback`. In SQL, IGNORE NULLS counts only rows that have a value. */
export const lag = windowed<'lag', any, [offset?: number, fallback?: unknown]>('lag', shifted('lag'));
/** The value `offset` rows after (1 if not given), or `fallback`. In SQL, IGNORE NULLS counts only rows that have a value. */
export const lead = windowed<'lead', any, [offset?: number, fallback?: unknown]>('lead', shifted('lead'));
/** The value in the n-th row of the frame, from 1, with `ignoreNulls` of those that have one; null where the frame has fewer. */
export const nthValue = windowed<'nth_value', any, [n: number, ignoreNulls?: boolean]>('nth_value', {
  args: ['any', 'any', t.boolean],
  min: 2,
  rewrite(args) {
    const n = constantOf(args[1]!);
    if (n === undefined || n === null) constantNeeded('nth_value', 'offset');
    if (Number(n) < 1)
      throw new AnalysisError('DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE', `The offset of 'nth_value' must be 1 or more; got ${String(n)}`, {
        sqlState: '42K09',
      });
    return [args[0]!, castTo(args[1]!, t.integer), ...args.slice(2)];
  },
  returns: first,
  duckdb: ([value, n], call, clauses) =>
    `nth_value(${value!}, ${n!}${ignoresNulls(call, call.args[2]) ? ' IGNORE NULLS' : ''})${clauses.behind()}`,
});

/** The row's group when the window is cut into n even groups, from 1. */
export const ntile = Object.freeze(
  Object.assign((n: number) => new Column({ kind: 'call', fn: 'ntile', args: [literalOf(n)] }), {
    spec: spec('ntile', 'window', {
      args: ['any'],
      min: 0,
      rewrite([buckets]) {
        const n = buckets ?? literalOf(1);
        const count = constantOf(n);
        if (count === undefined || count === null) constantNeeded('ntile', 'number of groups');
        if (typeof count !== 'number') wrongType('ntile', 0, 'an int', n);
        if (count < 1)
          throw new AnalysisError(
            'DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE',
            `The number of groups of 'ntile' must be 1 or more; got ${count}`,
            {
              sqlState: '42K09',
            },
          );
        return [castTo(n, t.integer)];
      },
      returns: t.integer,
      nullable: false,
      duckdb: (args, _, clauses) => `CAST(${aggregateSql('ntile', args, clauses)} AS INTEGER)`,
    }),
  }),
);

/**
 * How much a counter grew since the row before, in the window's order; null where it fell, which means that it was started
 * anew, and where `started`, the time of its start, is another than in the row before.
 */
export const counterDiff = windowed<'counter_diff', any, [started?: unknown]>('counter_diff', {
  args: ['number', 'any'],
  min: 1,
  returns: first,
  duckdb([value, started], _, clauses) {
    const before = (x: string): string => `lag(${x})${clauses.behind()}`;
    const same = started === undefined ? '' : ` AND ${started} IS NOT DISTINCT FROM ${before(started)}`;
    return `CASE WHEN ${value!} >= ${before(value!)}${same} THEN ${value!} - ${before(value!)} END`;
  },
});

function constantNeeded(name: string, what: string): never {
  throw new AnalysisError('DATATYPE_MISMATCH.NON_FOLDABLE_INPUT', `The ${what} of '${name}' must be a constant`, { sqlState: '42K09' });
}
