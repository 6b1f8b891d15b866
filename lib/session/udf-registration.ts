import { leaveOut } from '#lib/frame/left-out.js';
import type { DataType } from '#lib/types/data-type.js';
import type { Expression } from '#lib/plan/expression.js';
import { udf, type UdfOptions, type UserFunction } from '#lib/column/udf.js';
import { UDF_LEFT_OUT } from './left-out.js';

/** Functions of the user by name, for SQL text: `spark.udf.register('shout', (s: string) => s + '!', 'string')`. */
export class UDFRegistration {
  readonly #functions = new Map<string, { readonly name: string; readonly fn: UserFunction<any[], unknown> }>();

  /** Makes a function known under a name, and gives it for use on columns. */
  register<A extends any[], T>(
    name: string,
    fn: ((...args: A) => T) | UserFunction<A, T>,
    returns: string | DataType = 'string',
    options: UdfOptions = {},
  ): UserFunction<A, T> {
    const made =
      'call' in fn && typeof fn.call === 'function' && Object.hasOwn(fn, 'call')
        ? (fn as UserFunction<A, T>)
        : udf(fn as (...args: A) => T, returns, { name, ...options });
    this.#functions.set(name.toLowerCase(), { name, fn: made as unknown as UserFunction<any[], unknown> });
    return made;
  }

  /** The names of all, as they were registered. */
  names(): string[] {
    return [...this.#functions.values()].map(({ name }) => name);
  }

  /** @internal The call of a function that is registered. */
  call(name: string, args: readonly Expression[]): Expression | undefined {
    const found = this.#functions.get(name.toLowerCase());
    return found?.fn.call(args, found.name);
  }
}

leaveOut(UDFRegistration, UDF_LEFT_OUT);
