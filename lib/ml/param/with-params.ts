import { ParamError } from '#lib/errors.js';
import { Param, type ParamSpec, type ParamSchema } from './param.js';
import type { Params } from './params.js';

/** The type of a param's value. */
export type ParamValue<S> = S extends ParamSpec<infer T> ? T : never;

/** Ties an instance to its schema in the types; there is nothing of it at run time. */
export declare const schemaOf: unique symbol;

/** The options of a schema: what a constructor takes. Keys keep their doc comments. */
export type ParamOptions<P extends ParamSchema> = { [K in keyof P]?: ParamValue<P[K]> };

/** The options that a class with params takes. */
export type OptionsOf<T> = T extends { readonly [schemaOf]: infer P extends ParamSchema } ? ParamOptions<P> : {};

/** What a schema adds to an instance: the params, a setter and a getter for each. */
export type ParamAccessors<P extends ParamSchema> = { readonly [K in keyof P]: Param<ParamValue<P[K]>> } & { readonly [schemaOf]: P } & {
  [K in keyof P & string as `set${Capitalize<K>}`]: <Self>(this: Self, value: ParamValue<P[K]>) => Self;
} & { [K in keyof P & string as `get${Capitalize<K>}`]: () => ParamValue<P[K]> };

type ParamsBase = abstract new (...args: any[]) => Params;

/** A base class with the params of `P` beside its own. */
export type ParamsClass<B extends ParamsBase, P extends ParamSchema> = Omit<B, 'prototype' | 'schema' | 'className'> & {
  readonly className: string;
  readonly schema: P;
} & (abstract new (options?: ParamOptions<P> & OptionsOf<InstanceType<B>>, uid?: string) => InstanceType<B> & ParamAccessors<P>);

/**
 * A class to extend, with the params of `schema` beside those of `Base`: each gives an option, a setter, a getter, a key for
 * grids, JSON and a line of documentation. `className` is what a saved folder and error messages call it.
 *
 * @example
 * class Scaler extends withParams(Transformer, 'Scaler', { factor: float({ doc: 'What values are multiplied by.', default: 1 }) }) { … }
 */
export function withParams<B extends ParamsBase, const P extends ParamSchema>(Base: B, className: string, schema: P): ParamsClass<B, P> {
  const inherited = (Base as unknown as { schema: ParamSchema }).schema;
  abstract class WithParams extends Base {
    static readonly className = className;
    static readonly schema = Object.freeze({ ...inherited, ...schema });
  }
  for (const [name, spec] of Object.entries<ParamSpec<unknown>>(schema)) {
    const suffix = name[0]!.toUpperCase() + name.slice(1);
    const hidden = [name, `set${suffix}`, `get${suffix}`].find((member) => member in Base.prototype && !Object.hasOwn(inherited, name));
    if (hidden !== undefined)
      throw new ParamError(`${className} must not have a param '${name}': it would hide the member '${hidden}'. Name it otherwise`);
    Object.defineProperties(WithParams.prototype, {
      [name]: {
        get(this: Params) {
          return new Param(this.uid, name, spec);
        },
        configurable: true,
      },
      [`set${suffix}`]: {
        value(this: Params, value: unknown) {
          return this.set(this.getParam(name), value);
        },
        configurable: true,
        writable: true,
      },
      [`get${suffix}`]: {
        value(this: Params) {
          return this.getOrDefault(this.getParam(name));
        },
        configurable: true,
        writable: true,
      },
    });
  }
  return WithParams as unknown as ParamsClass<B, P>;
}
