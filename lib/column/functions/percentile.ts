import { AnalysisError } from '#lib/errors.js';
import { castTo } from '#lib/plan/cast-to.js';
import { isNumeric } from '#lib/plan/common-type.js';
import type { Call, Expression } from '#lib/plan/expression.js';
import type { Clauses, FunctionSpec } from '#lib/plan/function-spec.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { constantOf } from './constant.js';
import { aggregate, aggregateSql, spec, wrongType, type Row } from './define.js';
import { isInterval, wholeInterval } from './interval-type.js';
import { weightedPercentiles } from './weighted-percentile.js';

/** The percentages: one or a list of constants from 0 to 1. */
function percentages(name: string, e: Expression): Expression {
  const type = typeOf(e);
  const listed = type.kind === 'array';
  const found = constantOf(e);
  const wrong = (condition: string, must: string): never => {
    throw new AnalysisError(`DATATYPE_MISMATCH.${condition}`, `The percentage of '${name}' must ${must}`, { sqlState: '42K09' });
  };
  if (found === undefined) return wrong('NON_FOLDABLE_INPUT', 'be a constant, or an array of constants');
  if (found === null) return wrong('UNEXPECTED_NULL', 'not be null');
  for (const p of Array.isArray(found) ? found : [found])
    if (p === null || !(Number(p) >= 0 && Number(p) <= 1)) wrong('VALUE_OUT_OF_RANGE', `be from 0.0 to 1.0; got ${String(p)}`);
  return castTo(e, listed ? t.array(t.double) : t.double);
}

const listOr = (one: DataType, percentage: DataType | undefined): DataType => (percentage?.kind === 'array' ? t.array(one, false) : one);

/** What percentiles are taken of: doubles, or intervals by their counts. */
function measured(name: string, e: Expression): Expression {
  const type = typeOf(e);
  if (isInterval(type)) return e;
  return isNumeric(type) || type.kind === 'string' || type.kind === 'null'
    ? castTo(e, t.double)
    : wrongType(name, 0, 'a number or an interval', e);
}

/** DuckDB's quantile as the type of the call: of intervals the whole count of their units, cut. */
function quantile(fn: 'quantile_cont' | 'quantile_disc', value: string, percentage: string, call: Call, clauses: Clauses): string {
  const found = constantOf(call.args[1]!);
  if (Array.isArray(found) && found.length === 0) return `(NULL::${unitOf(call.type!)}[])`;
  const text = aggregateSql(fn, [value, percentage], { ...clauses, order: '' });
  const one = call.type!.kind === 'array' ? call.type!.element : call.type!;
  if (!isInterval(one) || fn === 'quantile_disc') return text;
  const cut = (x: string): string => `trunc(${x})::${unitOf(one)}`;
  return call.type!.kind === 'array' ? `list_transform(${text}, lambda q: ${cut('q')})` : cut(text);
}
const unitOf = (type: DataType): string =>
  type.kind === 'day_time_interval' ? 'BIGINT' : type.kind === 'year_month_interval' ? 'INTEGER' : 'DOUBLE';

const exact = (name: string, fixed?: string): Row => ({
  args: ['any', 'any', 'any'],
  min: fixed === undefined ? 2 : 1,
  max: fixed === undefined ? 3 : 1,
  nullable: true,
  rewrite: ([e, percentage, weight]) => [
    measured(name, e!),
    percentage === undefined ? Object.freeze({ kind: 'literal', type: t.double, value: 0.5 } as const) : percentages(name, percentage),
    ...(weight === undefined ? [] : [castTo(weight, t.long)]),
  ],
  returns: ([type, percentage]) => listOr(wholeInterval(type!) ?? t.double, percentage),
  duckdb([value, percentage, weight], call, clauses) {
    if (weight === undefined) return quantile('quantile_cont', value!, percentage!, call, clauses);
    const distinct = clauses.distinct;
    return `list(${distinct}struct_pack(v := ${value}, n := ${weight}))${clauses.behind(`${value!} IS NOT NULL AND ${weight} IS NOT NULL`)}`;
  },
  finish(call) {
    if (call.args.length < 3) return undefined;
    const [value] = call.args.map(typeOf);
    return { of: t.array(t.struct([t.field('v', value!), t.field('n', t.long)])), also: [1], make: weightedPercentiles };
  },
});
/** The exact percentile, between two values where it falls between them; a list of percentages gives a list. A third argument says how often each value counts. */
export const percentile = aggregate<'percentile', any, [percentage: unknown, frequency?: unknown]>('percentile', exact('percentile'));
/** The value in the middle, or the mean of the two there. */
export const median = aggregate<'median', any>('median', exact('median', '0.5'));

const approximate = (name: string): Row => ({
  args: ['any', 'any', 'any'],
  min: 2,
  nullable: true,
  rewrite([e, percentage, accuracy]) {
    const type = typeOf(e!);
    const taken = isNumeric(type) || isInterval(type) || ['date', 'timestamp', 'timestamp_ntz'].includes(type.kind);
    if (!taken && type.kind !== 'string' && type.kind !== 'null') wrongType(name, 0, 'a number, a date, a timestamp or an interval', e!);
    const most = accuracy === undefined ? 1 : constantOf(accuracy);
    if (most === undefined || most === null || Number(most) <= 0 || Number(most) > 2147483647)
      throw new AnalysisError(
        'DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE',
        `The accuracy of '${name}' must be a constant from 1 to 2147483647; got ${String(most)}`,
        {
          sqlState: '42K09',
        },
      );
    return [taken ? e! : castTo(e!, t.double), percentages(name, percentage!), ...(accuracy === undefined ? [] : [accuracy])];
  },
  returns: ([type, percentage]) => listOr(type!, percentage),
  duckdb: ([value, percentage], call, clauses) => quantile('quantile_disc', value!, percentage!, call, clauses),
});
/** A value at most so many percent of the values lie below; the values are looked at all, so the accuracy asked for is always met. */
export const percentileApprox = aggregate<'percentile_approx', any, [percentage: unknown, accuracy?: number]>(
  'percentile_approx',
  approximate('percentile_approx'),
);
/** Same as `percentileApprox`. */
export const approxPercentile = percentileApprox;

/** `percentile_cont(0.5) WITHIN GROUP (ORDER BY x)`: the order's expression becomes the first argument, and a descending order counts from the top. */
function withinGroup(name: string, fn: 'quantile_cont' | 'quantile_disc'): FunctionSpec {
  const inner = spec(name, 'aggregate', {
    ...exact(name),
    min: 2,
    max: 2,
    duckdb: ([value, percentage], call, clauses) =>
      quantile(fn, value!, call.orderBy?.[0]?.descending === true ? fromTop(call.args[1]!) : percentage!, call, clauses),
  });
  return Object.freeze({
    ...inner,
    min: 1,
    max: 1,
    bind(args, call) {
      const order = call.orderBy;
      if (order?.length !== 1 && args.length < 2)
        throw new AnalysisError(
          'INVALID_WITHIN_GROUP_EXPRESSION.WITHIN_GROUP_MISSING',
          `'${name}' must be followed by WITHIN GROUP (ORDER BY …) with one order`,
          {
            sqlState: '42K0K',
          },
        );
      if (args.length === 2) return inner.bind(args, call);
      return inner.bind([order![0]!.child, args[0]!], call);
    },
  } satisfies FunctionSpec);
}

/** The percentages as DuckDB takes them for a descending order: with a minus. */
function fromTop(e: Expression): string {
  const found = constantOf(e);
  const text = (p: unknown): string => `'-${String(Number(p))}'::DOUBLE`;
  return Array.isArray(found) ? `[${found.map(text).join(', ')}]` : text(found);
}

export const orderedPercentiles: readonly FunctionSpec[] = [
  withinGroup('percentile_cont', 'quantile_cont'),
  withinGroup('percentile_disc', 'quantile_disc'),
];
