import { AnalysisError } from '#lib/errors.js';
import { Column, columnExpression, operand } from '../column.js';
import type { CallName, ColumnArg, NeedsOf, Nulls, Typed, TypeOf, UnionToAll } from '../shape.js';
import { castTo, implicitCast } from '#lib/plan/cast-to.js';
import { commonType, isNumeric } from '#lib/plan/common-type.js';
import type { Call, Expression } from '#lib/plan/expression.js';
import type { Clauses, Finish, FunctionSpec } from '#lib/plan/function-spec.js';
import type { Kernel } from '#lib/plan/kernel.js';
import { showExpression } from '#lib/plan/show-expression.js';
import { nullableOf, typeOf } from '#lib/plan/type-of.js';
import { array, map, nullType } from '#lib/types/data-type.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';

/**
 * What an argument must be: a type to cast to, or a class of types; `common` arguments meet in one type, `result` ones become the
 * result's. `text` is a string or, as it is, binary.
 */
export type ArgumentRule = DataType | 'any' | 'text' | 'lambda' | 'number' | 'common' | 'array' | 'map' | 'ordered' | 'result';
/** The result's type: fixed, or made from the types of the bound arguments. */
export type ResultRule = DataType | ((types: readonly DataType[], args: readonly Expression[]) => DataType);

export interface Row {
  /** One rule an argument; the last one repeats when `max` is larger. */
  args: readonly ArgumentRule[];
  returns: ResultRule;
  /** How few arguments will do; all of `args` unless said. */
  min?: number;
  max?: number;
  /** Null where an argument is, unless said: `true` also for other reasons, `false` never. */
  nullable?: boolean;
  /** DuckDB's function of the same meaning, or its text. Spark's name when not given. */
  duckdb?: string | ((args: readonly string[], call: Call, clauses: Clauses) => string);
  /** The bound arguments as the call is to have them. */
  rewrite?: (args: readonly Expression[]) => readonly Expression[];
  /** The arguments as DuckDB's function wants them, where that is not how Spark's has them. */
  lower?: (args: readonly Expression[]) => readonly Expression[];
  /** The types of the parameters of a lambda that is the argument `place`, from those of the arguments before it. */
  lambda?: (place: number, types: readonly DataType[], params: number) => readonly DataType[];
  /** The function itself, where DuckDB has none of the same meaning; `for` says for which calls, where not for all. */
  kernel?: Kernel & { for?: (call: Call) => boolean };
  /** What makes an aggregate's result from what `duckdb` aggregates. */
  finish?: (call: Call) => Finish | undefined;
}

/** A row of the function table that is not offered as a Column builder (operators, helpers of SQL text). */
export function spec(name: string, kind: FunctionSpec['kind'], row: Row): FunctionSpec {
  const min = row.min ?? row.args.length;
  const max = row.max ?? row.args.length;
  const sql = row.duckdb ?? name;
  const { kernel } = row;
  return Object.freeze({
    name,
    kind,
    min,
    max,
    sql: typeof sql === 'function' ? sql : (args: readonly string[], _: Call, clauses: Clauses) => aggregateSql(sql, args, clauses),
    ...(kernel && { kernel: (call: Call) => (kernel.for?.(call) === false ? undefined : kernel) }),
    ...(row.finish && { finish: row.finish }),
    ...(row.lambda && { lambda: row.lambda }),
    ...(row.lower && { lower: row.lower }),
    bind(args: readonly Expression[]) {
      if (args.length < min || args.length > max) wrongCount(name, min, max, args.length);
      let bound: readonly Expression[] = bindArguments(name, args, row.args, row.lambda === undefined);
      if (row.rewrite) bound = row.rewrite(bound);
      const type = typeof row.returns === 'function' ? row.returns(bound.map(typeOf), bound) : row.returns;
      if (row.args.includes('result')) bound = bound.map((e) => castTo(e, type));
      return { args: bound, type, nullable: row.nullable ?? bound.some(nullableOf) };
    },
  });
}

/** DuckDB's call of a function, with the clauses where it is an aggregate's; `where` leaves out rows besides. */
export const aggregateSql = (fn: string, args: readonly string[], clauses: Clauses, where?: string): string =>
  `${fn}(${clauses.distinct}${args.join(', ')}${clauses.order})${clauses.behind(where)}`;

/** What NULL is where a collection is wanted. */
const EMPTY = { array: array(nullType), map: map(nullType, nullType) };

function bindArguments(name: string, args: readonly Expression[], rules: readonly ArgumentRule[], untyped: boolean): Expression[] {
  const rule = (i: number): ArgumentRule => rules[Math.min(i, rules.length - 1)]!;
  const meeting = args.filter((_, i) => rule(i) === 'common');
  const common = meeting
    .map(typeOf)
    .reduce<DataType | undefined>((a, b) => (a === undefined ? undefined : commonType(a, b)), meeting[0] && typeOf(meeting[0]));
  if (meeting.length > 0 && common === undefined) mismatch(name, meeting);
  return args.map((e, i) => {
    const wanted = rule(i);
    if (wanted === 'common') return castTo(e, common!);
    if (typeof wanted === 'object') return implicitCast(e, wanted, name, i);
    if ((wanted === 'lambda') !== (e.kind === 'lambda'))
      return wrongType(name, i, wanted === 'lambda' ? 'a function: x -> …' : 'a value', e);
    const type = typeOf(e);
    if (wanted === 'text') return type.kind === 'binary' ? e : implicitCast(e, t.string, name, i);
    if (wanted === 'number' && !isNumeric(type))
      return type.kind === 'string' || type.kind === 'null' ? castTo(e, { kind: 'double' }) : wrongType(name, i, 'a number', e);
    if ((wanted === 'array' || wanted === 'map') && type.kind === 'null' && untyped) return castTo(e, EMPTY[wanted]);
    if ((wanted === 'array' || wanted === 'map') && type.kind !== wanted)
      return wrongType(name, i, wanted === 'map' ? 'a map' : 'an array', e);
    if (wanted === 'ordered' && type.kind === 'map') return wrongType(name, i, 'of a type that has an order', e);
    return e;
  });
}

function wrongCount(name: string, min: number, max: number, got: number): never {
  const wanted = min === max ? String(min) : max === Infinity ? `${min} or more` : `${min} to ${max}`;
  throw new AnalysisError(
    'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
    `${name}() must have ${wanted} argument${wanted === '1' ? '' : 's'}; got ${got}`,
    { sqlState: '42605' },
  );
}

export function wrongType(name: string, i: number, wanted: string, e: Expression): never {
  throw new AnalysisError(
    'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
    `Argument ${i + 1} of '${name}' must be ${wanted}; got ${showExpression(e)}, which is ${typeName(typeOf(e))}`,
    { sqlState: '42K09' },
  );
}

const COMPARISONS = new Set(['=', '!=', '<', '<=', '>', '>=', '<=>']);

function mismatch(name: string, args: readonly Expression[]): never {
  const shown = args.map((e) => `${showExpression(e)}: ${typeName(typeOf(e))}`).join(', ');
  throw new AnalysisError(
    `DATATYPE_MISMATCH.${COMPARISONS.has(name) ? 'BINARY_OP_DIFF_TYPES' : 'DATA_DIFF_TYPES'}`,
    `The arguments of '${name}' must have one type between them; got ${shown}. Cast them to one.`,
    { sqlState: '42K09' },
  );
}

type NullsOf<A extends readonly unknown[]> = Nulls<TypeOf<A[number]>>;
type NeedsAll<A extends readonly unknown[]> = UnionToAll<NeedsOf<A[number]>>;

/** A builder of columns that is also a row of the function table. `name` of a function cannot be used: it is the function's own. */
export interface TableRow {
  readonly spec: FunctionSpec;
}
/** One column, then literals (a Column is taken too): `split('line', ',')`. */
export interface Unary<F extends string, V, Rest extends readonly unknown[] = []> extends TableRow {
  <const E extends ColumnArg>(column: E, ...rest: Rest): Column<CallName<F, E>, V | Nulls<TypeOf<E>>, NeedsOf<E>>;
}
/** Several columns: `concat('a', 'b')`. */
export interface Nary<V> extends TableRow {
  <const A extends readonly ColumnArg[]>(...columns: A): Column<string, V | NullsOf<A>, NeedsAll<A>>;
}
/** An aggregate of one column: its result is V, whatever nulls there are. */
export interface Aggregate<F extends string, V, Rest extends readonly unknown[] = []> extends TableRow {
  <const E extends ColumnArg>(column: E, ...rest: Rest): Column<CallName<F, E>, V, NeedsOf<E>>;
}
/** An aggregate that gives a value of its column, or null. */
export interface Pick<F extends string> extends TableRow {
  <const E extends ColumnArg>(column: E): Column<CallName<F, E>, TypeOf<E> | null, NeedsOf<E>>;
}
/** No columns: `row_number()`. */
export interface Nullary<F extends string, V> extends TableRow {
  (): Column<`${F}()`, V, unknown>;
}

const row = <B extends TableRow>(build: (...args: any[]) => Column, table: FunctionSpec): B =>
  Object.freeze(Object.assign(build, { spec: table })) as unknown as B;
const call = (fn: string, args: readonly Expression[]): Column => new Column({ kind: 'call', fn, args });

/** A scalar function of one column and literals. */
export const scalar = <F extends string, V, Rest extends readonly unknown[] = []>(name: F, def: Row): Unary<F, V, Rest> =>
  row((column: unknown, ...rest: unknown[]) => call(name, [columnExpression(column), ...rest.map(operand)]), spec(name, 'scalar', def));

/** A scalar function of several columns. */
export const nary = <V>(name: string, def: Row): Nary<V> =>
  row((...columns: unknown[]) => call(name, columns.map(columnExpression)), spec(name, 'scalar', def));

/** A function of no columns. */
export const nullary = <F extends string, V>(name: F, kind: FunctionSpec['kind'], def: Omit<Row, 'args'>): Nullary<F, V> =>
  row(() => call(name, []), spec(name, kind, { ...def, args: [] }));

/** An aggregate function. */
export const aggregate = <F extends string, V, Rest extends readonly unknown[] = []>(name: F, def: Row): Aggregate<F, V, Rest> =>
  row(
    (column: unknown, ...rest: unknown[]) => call(name, [columnExpression(column), ...rest.map(operand)]),
    spec(name, 'aggregate', { nullable: true, ...def }),
  );

/** An aggregate function whose result is one of its values. */
export const pick = <F extends string>(name: F, def: Row): Pick<F> => aggregate(name, def) as unknown as Pick<F>;

/** A window function of one column and literals. */
export const windowed = <F extends string, V, Rest extends readonly unknown[] = []>(name: F, def: Row): Aggregate<F, V, Rest> =>
  row(
    (column: unknown, ...rest: unknown[]) => call(name, [columnExpression(column), ...rest.map(operand)]),
    spec(name, 'window', { nullable: true, ...def }),
  );

export type { Typed };
