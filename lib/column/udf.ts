import type { Expression, UserCall } from '#lib/plan/expression.js';
import type { DataType } from '#lib/types/data-type.js';
import { parseType } from '#lib/types/ddl.js';
import { userCall } from '#lib/workers/user-function/user-call.js';
import { Column, columnExpression } from './column.js';
import type { ValueOf } from './ddl-shape.js';
import type { Needs, NeedsOf, Ref, Typed, TypeOf } from './shape.js';

/** How a user function is to be called. */
export interface UdfOptions {
  /** What plans and errors call it; the function's own name if not given. */
  name?: string;
  /** `false` for a function that may give another result for the same arguments: then it is called once for each time it is written. */
  deterministic?: boolean;
  /** Milliseconds after which a call that has not answered is an error. */
  timeout?: number;
  /** What the function uses from outside, by name, where it cannot be found out (see `CaptureError`). */
  captures?: Readonly<Record<string, unknown>>;
}

/** The columns' types become needs of the resulting column, checked where a DataFrame receives it. */
type UdfNeeds<A extends readonly unknown[], C extends readonly unknown[]> = A extends readonly [infer V, ...infer A2]
  ? C extends readonly [infer E, ...infer C2]
    ? (TypeOf<E> extends Ref<infer K, 'value'> ? Needs<K, V> : NeedsOf<E>) & UdfNeeds<A2, C2>
    : unknown
  : unknown;

/** A user function, ready to be applied to columns. */
export interface UserFunction<A extends readonly unknown[], T> {
  <const C extends { readonly [I in keyof A]: string | Typed<A[I] | Ref<any, any>> }>(
    ...args: C extends readonly unknown[] ? C : never
  ): Column<string, Awaited<T>, C extends readonly unknown[] ? UdfNeeds<A, C> : unknown>;
  /** The call on expressions, for `spark.udf.register`. */
  readonly call: (args: readonly Expression[], name?: string) => UserCall;
}

/**
 * A function of yours on the values of a row, run in the workers: `udf((name: string) => name.length, 'int')`. Nulls are
 * passed as null. It travels with what it captures, as it is when the function is applied to columns; what cannot travel is
 * an error that names the variable.
 */
export function udf<A extends any[], T>(
  fn: (...args: A) => T,
  returns: string | DataType = 'string',
  options: UdfOptions = {},
): UserFunction<A, T> {
  return userFunction(fn, 'row', returns, options) as UserFunction<A, T>;
}

/**
 * A function of yours on whole Arrow vectors: it gets one vector for each argument and gives a vector, typed array or list
 * of as many values.
 */
export function arrowUdf<D extends string>(
  fn: (...vectors: any[]) => unknown,
  returns: D | DataType,
  options: UdfOptions = {},
): UserFunction<any[], ValueOf<D> | null> {
  return userFunction(fn, 'arrow', returns, options) as UserFunction<any[], ValueOf<D> | null>;
}

function userFunction(fn: (...args: any[]) => unknown, mode: 'row' | 'arrow', returns: string | DataType, options: UdfOptions): unknown {
  const type = typeof returns === 'string' ? parseType(returns) : returns;
  const call = (args: readonly Expression[], name = options.name ?? (fn.name || 'udf')): UserCall =>
    userCall(fn, { deterministic: true, ...options, name, mode, returns: type }, args);
  return Object.freeze(Object.assign((...columns: unknown[]) => new Column(call(columns.map(columnExpression))), { call }));
}
