import { AnalysisError } from '#lib/errors.js';
import { didYouMean } from '#lib/nearest-name.js';
import { canCast, refuseCast } from '../cast/caster.js';
import * as t from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { castTo, implicitCast } from '../cast-to.js';
import { commonType } from '../common-type.js';
import { attribute } from '../attribute.js';
import type { Call, CaseWhen, Expression, Lambda } from '../expression.js';
import type { FunctionSpec, FunctionTable } from '../function-spec.js';
import { mapParts, some } from '../map-expression.js';
import { showExpression } from '../show-expression.js';
import { typeOf } from '../type-of.js';
import type { Relation } from '../relation.js';
import type { OuterScope } from './outer-scope.js';
import { fieldOf, type Scope } from './scope.js';
import { resolveSubquery } from './subquery.js';

/** What analysis needs to know beside the plan. */
export interface Analysis {
  readonly functions: FunctionTable;
  readonly caseSensitive: boolean;
  /** The row around, where a subquery or lateral relation is analysed. */
  readonly outer?: OuterScope;
  /** Analyses the plan of a subquery; its columns get numbers of their own. */
  subplan(plan: Relation, outer: OuterScope): Relation;
}

/** The expression with names found, functions typed, and Spark's implicit casts put in. */
export function resolve(e: Expression, scope: Scope, analysis: Analysis): Expression {
  if (e.kind === 'column') return scope.find(e) ?? analysis.outer?.find(e) ?? scope.resolve(e);
  if (e.kind === 'subquery') return resolveSubquery(e, scope, analysis);
  if (e.kind === 'star')
    throw new AnalysisError('INVALID_USAGE_OF_STAR_OR_REGEX', "'*' must stand alone in a select list or in count(*)", {
      sqlState: '42000',
    });
  if (e.kind === 'call' && isCountStar(e)) return resolve({ ...e, fn: 'count_star', args: [] }, scope, analysis);
  if (e.kind === 'window' && isCountStar(e.call))
    return resolve({ ...e, call: { ...e.call, fn: 'count_star', args: [] } }, scope, analysis);
  if (e.kind === 'call' && e.args.some((arg) => arg.kind === 'star')) {
    const args = e.args.flatMap((arg) => (arg.kind === 'star' ? scope.expand(arg) : [arg]));
    return resolve({ ...e, args }, scope, analysis);
  }
  if (e.kind === 'call' && e.args.some((arg) => arg.kind === 'lambda')) return bindCall(resolveLambdas(e, scope, analysis), analysis);
  const bound = mapParts(e, (part) => (e.kind === 'window' && part === e.call ? part : resolve(part, scope, analysis)));
  switch (bound.kind) {
    case 'call':
      return bindCall(bound, analysis);
    case 'window': {
      const call = bindCall(bound.call, analysis, true) as Call;
      checkWindow(call, bound.orderBy.length > 0, analysis);
      return Object.freeze({ ...bound, call });
    }
    case 'field':
      return fieldOf(bound.child, bound.name, fold(analysis));
    case 'case':
      return coerceCase(bound);
    case 'cast':
      return checkCast(bound);
    default:
      return bound;
  }
}

const isCountStar = (e: Expression): boolean => e.kind === 'call' && e.fn === 'count' && e.args[0]?.kind === 'star';

function checkWindow(call: Call, ordered: boolean, analysis: Analysis): void {
  if (call.distinct === true)
    throw new AnalysisError(
      'DISTINCT_WINDOW_FUNCTION_UNSUPPORTED',
      `A function over a window must not be DISTINCT; got ${showExpression(call)}`,
      {
        sqlState: '0A000',
      },
    );
  if (specOf(call, analysis).kind === 'window' && !ordered)
    throw new AnalysisError(
      'WINDOW_FUNCTION_FRAME_NOT_ORDERED',
      `'${call.fn}' must be over a window that is ordered: Window.partitionBy(…).orderBy(…)`,
      { sqlState: '42601' },
    );
}

/** The arguments of a function over collections, first to last: a lambda's parameters get their types from what stands before it. */
function resolveLambdas(call: Call, scope: Scope, analysis: Analysis): Call {
  const spec = specOf(call, analysis);
  const args: Expression[] = [];
  for (const arg of call.args) {
    if (arg.kind !== 'lambda') args.push(resolve(arg, scope, analysis));
    else {
      const types = spec.lambda?.(args.length, args.map(typeOf), arg.params.length);
      if (types?.length !== arg.params.length) wrongLambda(call, arg, types?.length);
      const bound = arg.params.map((name, i) => attribute(name, types[i]!, true));
      args.push(Object.freeze({ ...arg, bound, body: resolve(arg.body, scope.within(bound), analysis) }));
    }
  }
  return { ...call, args };
}

function wrongLambda(call: Call, lambda: Lambda, wanted: number | undefined): never {
  if (wanted === undefined)
    throw new AnalysisError(
      'INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION',
      `'${call.fn}' must not be given a function: ${showExpression(lambda)}`,
      {
        sqlState: '42K0D',
      },
    );
  throw new AnalysisError(
    'INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH',
    `The function given to '${call.fn}' must have ${wanted} parameter${wanted === 1 ? '' : 's'}; got ${lambda.params.length}: (${lambda.params.join(', ')})`,
    { sqlState: '42K0D' },
  );
}

/** Resolves a filter's or join's condition, which must be a boolean. */
export function resolveCondition(e: Expression, scope: Scope, analysis: Analysis, where: string): Expression {
  const condition = resolve(e, scope, analysis);
  const type = typeOf(condition);
  if (type.kind !== 'boolean' && type.kind !== 'null') {
    throw new AnalysisError(
      'DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN',
      `The condition of ${where} must be a boolean; ${showExpression(condition)} is ${typeName(type)}`,
      { sqlState: '42K09' },
    );
  }
  return castTo(condition, t.boolean);
}

/** The expressions of a select list: stars become the columns that they stand for. */
export function resolveList(columns: readonly Expression[], scope: Scope, analysis: Analysis): Expression[] {
  return columns.flatMap((e) => (e.kind === 'star' ? scope.expand(e) : [resolve(e, scope, analysis)]));
}

/** Whether an expression has an aggregate function that is not a window's. */
export function hasAggregate(e: Expression, functions: FunctionTable): boolean {
  if (e.kind === 'window') return [...e.partitionBy, ...e.orderBy, ...e.call.args].some((part) => hasAggregate(part, functions));
  if (e.kind === 'call' && functions.get(e.fn)?.kind === 'aggregate') return true;
  let found = false;
  mapParts(e, (part) => {
    found ||= hasAggregate(part, functions);
    return part;
  });
  return found;
}

function specOf(call: Call, analysis: Analysis): FunctionSpec {
  const spec = analysis.functions.get(call.fn) ?? analysis.functions.get(call.fn.toLowerCase());
  if (spec !== undefined) return spec;
  throw new AnalysisError(
    'UNRESOLVED_ROUTINE',
    `No function '${call.fn}'.${didYouMean(
      call.fn,
      [...analysis.functions.keys()].filter((name) => /^\w+$/.test(name)),
    )}`,
    { sqlState: '42883' },
  );
}

function bindCall(call: Call, analysis: Analysis, inWindow = false): Expression {
  const spec = specOf(call, analysis);
  if (spec.name === 'getitem' && call.args.length === 2) {
    const [from, key] = call.args as [Expression, Expression];
    if (typeOf(from).kind === 'struct' && key.kind === 'literal' && typeof key.value === 'string')
      return fieldOf(from, key.value, fold(analysis));
  }
  if (spec.kind === 'window' && !inWindow)
    throw new AnalysisError(
      'WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE',
      `'${spec.name}' must be used over a window: ${spec.name}(…).over(Window.partitionBy(…))`,
      { sqlState: '42601' },
    );
  if (
    spec.kind !== 'scalar' &&
    call.args.some((arg) => some(arg, (p) => p.kind === 'call' && analysis.functions.get(p.fn)?.kind === 'aggregate')) &&
    !inWindow
  ) {
    throw new AnalysisError(
      'NESTED_AGGREGATE_FUNCTION',
      `An aggregate function must not be inside another: ${showExpression(call)}. Aggregate in two steps.`,
      { sqlState: '42607' },
    );
  }
  const { args, type, nullable } = spec.bind(call.args, call);
  return Object.freeze({
    ...call,
    fn: spec.name,
    args,
    type,
    nullable,
    ...(call.filter && { filter: implicitCast(call.filter, t.boolean, 'FILTER', 0) }),
  });
}

function coerceCase(e: CaseWhen): Expression {
  const results = [...e.branches.map((b) => b.then), ...(e.otherwise === undefined ? [] : [e.otherwise])];
  const type = results.map(typeOf).reduce((a, b) => commonType(a, b) ?? mismatch(e, results));
  return Object.freeze({
    ...e,
    branches: e.branches.map((b) => ({ when: implicitCast(b.when, t.boolean, 'CASE WHEN', 0), then: castTo(b.then, type) })),
    ...(e.otherwise !== undefined && { otherwise: castTo(e.otherwise, type) }),
  });
}

function mismatch(e: CaseWhen, results: readonly Expression[]): never {
  throw new AnalysisError(
    'DATATYPE_MISMATCH.DATA_DIFF_TYPES',
    `The branches of ${showExpression(e)} must have one type between them; got ${results.map((r) => typeName(typeOf(r))).join(', ')}`,
    { sqlState: '42K09' },
  );
}

function checkCast(e: Extract<Expression, { kind: 'cast' }>): Expression {
  const from = typeOf(e.child);
  if (from.kind === 'vector' || e.type.kind === 'vector') {
    const both = [from.kind, e.type.kind].sort().join();
    return both === 'array,vector' || both === 'vector,vector' || e.type.kind === 'string' || from.kind === 'null'
      ? e
      : refuseCast(from, e.type);
  }
  if (!canCast(from, e.type)) refuseCast(from, e.type);
  return e;
}

const fold =
  (analysis: Analysis) =>
  (name: string): string =>
    analysis.caseSensitive ? name : name.toLowerCase();
