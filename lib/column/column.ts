import { AnalysisError } from '#lib/errors.js';
import type { Call, Expression, SortOrder } from '#lib/plan/expression.js';
import { showExpression } from '#lib/plan/show-expression.js';
import type { DataType } from '#lib/types/data-type.js';
import { showValue } from '#lib/show-value.js';
import { parseType } from '#lib/types/ddl.js';
import type { ValueOf } from './ddl-shape.js';
import { literalOf } from './literal.js';
import { dropField, withField } from './struct-fields.js';
import { parseName } from './name.js';
import type { ColumnOn, nameTag, Needs, NeedsOf, needsTag, Nulls, RefTo, Typed, TypeOf, typeTag } from './shape.js';
import type { WindowSpec } from './window.js';

/** A string operand is a literal, as in Spark; a Column is itself. */
type Op<T, R, E, Out> = E extends string
  ? Column<string, Out | Nulls<T>, R>
  : Column<string, Out | Nulls<T> | Nulls<TypeOf<E>>, R & NeedsOf<E>>;

/**
 * An expression over the columns of a DataFrame, with Spark's operators as methods. Immutable; nothing is computed until
 * a DataFrame with it runs. A plain JavaScript operand is a literal.
 */
export class Column<N extends string = any, T = any, R = any> implements ColumnOn<R>, Typed<T> {
  declare readonly [nameTag]: N;
  declare readonly [typeTag]: T;
  declare readonly [needsTag]: (row: R) => void;
  /** The plan's form of this column: frozen plain data. */
  readonly expression: Expression;

  constructor(expression: Expression) {
    this.expression = Object.freeze(expression);
  }

  /** This column under another name, with metadata of its own where it is given. */
  alias<M extends string>(name: M, options: { readonly metadata?: Readonly<Record<string, unknown>> } = {}): Column<M, T, R> {
    return new Column({ kind: 'alias', child: this.expression, name, ...(options.metadata && { metadata: options.metadata }) });
  }
  /** Same as `alias`. */
  as<M extends string>(name: M): Column<M, T, R> {
    return this.alias(name);
  }
  /** Same as `alias`. */
  name<M extends string>(name: M): Column<M, T, R> {
    return this.alias(name);
  }
  /** What a function makes of this column: for chains of steps with names. */
  transform<C>(step: (column: Column<N, T, R>) => C): C {
    return step(this);
  }
  /** Converted to a type, by Spark's ANSI rules: a value that does not fit is an error when it runs. */
  cast<D extends string>(type: D | DataType): Column<N, ValueOf<D> | Nulls<T>, R> {
    return new Column({ kind: 'cast', child: this.expression, type: asType(type) });
  }
  /** Same as `cast`. */
  astype<D extends string>(type: D | DataType): Column<N, ValueOf<D> | Nulls<T>, R> {
    return this.cast(type);
  }
  /** As `cast`, but null where a value does not fit. */
  tryCast<D extends string>(type: D | DataType): Column<N, ValueOf<D> | null, R> {
    return new Column({ kind: 'cast', child: this.expression, type: asType(type), try: true });
  }

  plus<E>(other: E): Op<T, R, E, number> {
    return this.#op('+', other);
  }
  minus<E>(other: E): Op<T, R, E, number> {
    return this.#op('-', other);
  }
  times<E>(other: E): Op<T, R, E, number> {
    return this.#op('*', other);
  }
  /** Division; the result of integers is a double. A zero divisor is the error DIVIDE_BY_ZERO. */
  div<E>(other: E): Op<T, R, E, number> {
    return this.#op('/', other);
  }
  /** The remainder, with the sign of the dividend. */
  mod<E>(other: E): Op<T, R, E, number> {
    return this.#op('%', other);
  }
  negate(): Column<string, number | Nulls<T>, R> {
    return this.#op('negative');
  }

  /** The bits that both have. */
  bitwiseAND<E>(other: E): Op<T, R, E, number> {
    return this.#op('&', other);
  }
  /** The bits that either has. */
  bitwiseOR<E>(other: E): Op<T, R, E, number> {
    return this.#op('|', other);
  }
  /** The bits that just one of the two has. */
  bitwiseXOR<E>(other: E): Op<T, R, E, number> {
    return this.#op('^', other);
  }

  eq<E>(other: E): Op<T, R, E, boolean> {
    return this.#op('=', other);
  }
  ne<E>(other: E): Op<T, R, E, boolean> {
    return this.#op('!=', other);
  }
  lt<E>(other: E): Op<T, R, E, boolean> {
    return this.#op('<', other);
  }
  le<E>(other: E): Op<T, R, E, boolean> {
    return this.#op('<=', other);
  }
  gt<E>(other: E): Op<T, R, E, boolean> {
    return this.#op('>', other);
  }
  ge<E>(other: E): Op<T, R, E, boolean> {
    return this.#op('>=', other);
  }
  /** Equality that never is null: two nulls are equal. */
  eqNullSafe<E>(other: E): Column<string, boolean, R & NeedsOf<E>> {
    return this.#op('<=>', other);
  }
  and<E>(other: E): Op<T, R, E, boolean> {
    return this.#op('and', other);
  }
  or<E>(other: E): Op<T, R, E, boolean> {
    return this.#op('or', other);
  }
  not(): Column<string, boolean | Nulls<T>, R> {
    return this.#op('not');
  }
  isNull(): Column<string, boolean, R> {
    return this.#op('isnull');
  }
  isNotNull(): Column<string, boolean, R> {
    return this.#op('isnotnull');
  }
  isNaN(): Column<string, boolean, R> {
    return this.#op('isnan');
  }
  /** Whether the value is between two others, both included. */
  between(lower: unknown, upper: unknown): Column<string, boolean | Nulls<T>, R> {
    return this.ge(lower).and(this.le(upper)) as never;
  }
  /** Whether the value is one of those given (also as one list); false, for null too, where none are given. */
  isin(...values: unknown[]): Column<string, boolean | Nulls<T>, R> {
    const list = values.length === 1 && Array.isArray(values[0]) ? (values[0] as unknown[]) : values;
    return list.length === 0 ? (new Column(literalOf(false)) as never) : this.#op('in', ...list);
  }

  like(pattern: string): Column<string, boolean | Nulls<T>, R> {
    return this.#op('like', pattern);
  }
  /** As `like`, whatever the case of the letters. */
  ilike(pattern: string): Column<string, boolean | Nulls<T>, R> {
    return this.#op('ilike', pattern);
  }
  rlike(pattern: string): Column<string, boolean | Nulls<T>, R> {
    return this.#op('rlike', pattern);
  }
  contains(other: unknown): Column<string, boolean | Nulls<T>, R> {
    return this.#op('contains', other);
  }
  startsWith(other: unknown): Column<string, boolean | Nulls<T>, R> {
    return this.#op('startswith', other);
  }
  endsWith(other: unknown): Column<string, boolean | Nulls<T>, R> {
    return this.#op('endswith', other);
  }
  /** Same as `startsWith`: Spark's spelling. */
  startswith(other: unknown): Column<string, boolean | Nulls<T>, R> {
    return this.startsWith(other);
  }
  /** Same as `endsWith`: Spark's spelling. */
  endswith(other: unknown): Column<string, boolean | Nulls<T>, R> {
    return this.endsWith(other);
  }
  /** `length` characters from `start`, counted from 1. */
  substr(start: unknown, length: unknown): Column<string, string | Nulls<T>, R> {
    return this.#op('substring', start, length);
  }

  /** A field of a struct. */
  getField<F extends string>(name: F): Column<F, any, R> {
    return new Column({ kind: 'field', child: this.expression, name });
  }
  /** An array's element (counted from 0), a map's value, or a struct's field. */
  getItem(key: unknown): Column<string, any, R> {
    return this.#op('getitem', key);
  }

  /** This struct with a field more, or with the field of that name replaced where it stands; `a.b` reaches into the struct `a`. */
  withField<V>(name: string, value: V): Column<string, any, R & NeedsOf<V>> {
    return new Column(withField(this.expression, name, operand(value)));
  }
  /** This struct without those fields; `a.b` reaches into the struct `a`. Names that are not there are passed over. */
  dropFields(...names: string[]): Column<string, any, R> {
    return new Column(names.reduce(dropField, this.expression));
  }

  asc(): Column<N, T, R> {
    return this.#sort(false, true);
  }
  desc(): Column<N, T, R> {
    return this.#sort(true, false);
  }
  ascNullsFirst(): Column<N, T, R> {
    return this.#sort(false, true);
  }
  ascNullsLast(): Column<N, T, R> {
    return this.#sort(false, false);
  }
  descNullsFirst(): Column<N, T, R> {
    return this.#sort(true, true);
  }
  descNullsLast(): Column<N, T, R> {
    return this.#sort(true, false);
  }

  /** Adds a branch to `when(…)`. */
  when<V>(condition: ColumnOn<any>, value: V): Column<string, any, R> {
    const e = this.#caseExpression('when');
    return new Column({ ...e, branches: [...e.branches, { when: operand(condition), then: operand(value) }] });
  }
  /** What `when(…)` gives where no branch holds; null without it. */
  otherwise<V>(value: V): Column<string, any, R> {
    return new Column({ ...this.#caseExpression('otherwise'), otherwise: operand(value) });
  }

  /** This aggregate or window function over a window of rows. */
  over(window: WindowSpec): Column<string, T, R> {
    if (this.expression.kind !== 'call')
      throw new AnalysisError('UNSUPPORTED_EXPR_FOR_WINDOW', `over() must follow an aggregate or window function; got ${this.toString()}`, {
        sqlState: '42P20',
      });
    return new Column({
      kind: 'window',
      call: this.expression,
      partitionBy: window.partitions,
      orderBy: window.order,
      ...(window.frame && { frame: window.frame }),
    });
  }

  toString(): string {
    return showExpression(this.expression);
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Column<'${this.toString()}'>`;
  }

  #op(fn: string, ...others: unknown[]): any {
    return new Column({ kind: 'call', fn, args: [this.expression, ...others.map(operand)] } satisfies Call);
  }
  #sort(descending: boolean, nullsFirst: boolean): any {
    const child = this.expression.kind === 'sort' ? this.expression.child : this.expression;
    return new Column({ kind: 'sort', child, descending, nullsFirst } satisfies SortOrder);
  }
  #caseExpression(method: string): Extract<Expression, { kind: 'case' }> {
    const e = this.expression;
    if (e.kind !== 'case' || e.otherwise !== undefined)
      throw new AnalysisError('INVALID_WHEN_USAGE', `${method}() must follow when(); got ${this.toString()}`, { sqlState: '42K0E' });
    return e;
  }
}

/** The expression of an operand: a Column's own, or the literal of a value. */
export function operand(value: unknown): Expression {
  return value instanceof Column ? value.expression : literalOf(value);
}

/** The expression of what a verb takes for a column: a Column's own, or the column of that name. */
export function columnExpression(value: unknown): Expression {
  if (value instanceof Column) return value.expression;
  if (typeof value === 'string') return parseName(value);
  throw new AnalysisError('NOT_COLUMN_OR_STR', `A column must be a name or a Column; got ${showValue(value)}. Wrap a value as lit(value).`);
}

/** The column of that name: `a`, `a.b` (a field or a qualified name), `*`, backticks quote. Not looked up until a DataFrame has it. */
export const col = <N extends string>(name: N): Column<N, RefTo<N>, Needs<N>> => new Column(parseName(name));

/** A constant. A Column is returned as it is. */
export const lit = <const V>(value: V): Column<string, V, unknown> => (value instanceof Column ? value : new Column(literalOf(value)));

/** The value where the condition holds; go on with `.when(…)` and `.otherwise(…)`. */
export const when = <V>(condition: ColumnOn<any>, value: V): Column<string, any, any> =>
  new Column({ kind: 'case', branches: [{ when: operand(condition), then: operand(value) }] });

const asType = (type: string | DataType): DataType => (typeof type === 'string' ? parseType(type) : type);
