/**
 * Compile-time column shapes. A shape maps a column's name to the TypeScript value it holds (`| null` where it may be
 * null). Everything is `any` where a name is not known: types help those who declare a shape and cost others nothing.
 */
export type Shape = object; // not Record<string, unknown>: that refuses shapes declared as an interface
export declare const nameTag: unique symbol;
export declare const typeTag: unique symbol;
export declare const needsTag: unique symbol;
export declare const shapeTag: unique symbol;
declare const refTag: unique symbol;

/** Whether nothing is known of S (`0 extends 1 & S` would be reduced too early by TypeScript 5.9). */
export type IsAny<S> = string extends keyof S ? true : false;
/** Flattens intersections, for hovers and errors. */
export type Show<T> = T extends unknown ? { [K in keyof T]: T[K] } : never;
export type UnionToAll<U> = (U extends unknown ? (u: U) => void : never) extends (all: infer I) => void ? I : never;
export type Names<S> = keyof S & string;
/** Resolves every column now; without it each verb nests one more unresolved mapped type and long chains fail. */
export type Now<S> = S extends { [K in keyof S]: {} | null | undefined } ? S : S;

/** `col('age')` has the type Ref<'age'>: looked up in S only when a verb of a DataFrame<S> receives it. */
export interface Ref<K extends string, How extends keyof Lookup<any> = 'value'> {
  readonly [refTag]: [K, How];
}
export interface Lookup<V> {
  value: V;
  null: V & null;
  item: NonNullable<V> extends readonly (infer E)[] ? E : any;
}
export type Resolve<T, S> = T extends Ref<infer K, infer How> ? (K extends keyof S ? Lookup<S[K]>[How] : any) : T;
export type Nulls<T> = T extends Ref<infer K, any> ? Ref<K, 'null'> : T extends null ? null : never;
/** Star, nested or qualified, quoted: never checked. */
export type Opaque = '*' | `${string}.${string}` | `\`${string}`;
export type Needs<N extends string, V = unknown> = string extends N ? unknown : N extends Opaque ? unknown : { [K in N]: V };
export type RefTo<N extends string> = string extends N ? any : N extends Opaque ? any : Ref<N>;

/** A column that can be computed from rows of type S: what verbs accept. Contravariant, so a check is one comparison. */
export interface ColumnOn<in S> {
  readonly [needsTag]: (row: S) => void;
}
export interface Typed<out V> {
  readonly [typeTag]: V;
}
/** What a function takes for a column: its name, or a Column. */
export type ColumnArg = string | Typed<any>;
export type NameOf<E> = E extends string ? E : E extends { readonly [nameTag]: infer N extends string } ? N : string;
export type TypeOf<E> = E extends string ? RefTo<E> : E extends Typed<infer T> ? T : never;
export type NeedsOf<E> = E extends string ? Needs<E> : E extends ColumnOn<infer R> ? R : unknown;
export type CallName<F extends string, E> = string extends NameOf<E> ? string : `${F}(${NameOf<E>})`;

// -- shapes made by verbs; every one of them gives any for any
/** A column whose name is not known: stop checking, never lie. */
export type Known<S> = string extends keyof S ? any : S;
type Last<N> = N extends `${string}.${infer L}` ? L : N & string;
export type Picked<S, U> = [U] extends [keyof S]
  ? { [K in U]: S[K] }
  : { [E in U as E extends keyof S ? E : Last<NameOf<E>>]: E extends keyof S ? S[E] : Resolve<TypeOf<E>, S> };
export type Selected<S, C extends readonly unknown[]> =
  IsAny<S> extends true ? any : Known<Now<'*' extends C[number] ? Plus<S, Picked<S, Exclude<C[number], '*'>>> : Picked<S, C[number]>>>;
export type Plus<S, P> = { [K in keyof S | keyof P]: K extends keyof P ? P[K] : S[K & keyof S] };
export type With<S, N extends string, T> =
  IsAny<S> extends true ? any : string extends N ? any : Now<{ [K in keyof S | N]: K extends N ? T : S[K & keyof S] }>;
export type Without<S, K> = IsAny<S> extends true ? any : string extends K ? any : Now<{ [P in Exclude<keyof S, K>]: S[P] }>;
export type Renamed<S, A extends string, B extends string> =
  IsAny<S> extends true ? any : Now<{ [P in keyof S as P extends A ? B : P]: S[P] }>;
/** Rows inferred as a union of literals, as one row type. */
export type Merged<S> = [S] extends [UnionToAll<S>] ? S : { [K in Names<S>]: S[K] };
/** Anything with at least the columns of S: the type for parameters of helpers. */
export interface Shaped<out S> {
  readonly [shapeTag]: () => S;
}

type Left = 'left' | 'leftouter' | 'left_outer';
type Right = 'right' | 'rightouter' | 'right_outer';
type Full = 'outer' | 'full' | 'fullouter' | 'full_outer';
type Half = 'semi' | 'leftsemi' | 'left_semi' | 'anti' | 'leftanti' | 'left_anti';
/** How two DataFrames are joined, by Spark's names. */
export type JoinType = 'inner' | 'cross' | Left | Right | Full | Half;
export type Joined<L, R, K, H> = true extends IsAny<L> | IsAny<R>
  ? any
  : H extends Half
    ? L
    : Now<{
        [P in keyof L | keyof R]: P extends K & keyof L & keyof R
          ? H extends Right
            ? R[P]
            : H extends Full
              ? L[P] | R[P]
              : L[P]
          :
              | (P extends keyof L ? L[P] | (H extends Right | Full ? null : never) : never)
              | (P extends keyof R ? R[P] | (H extends Left | Full ? null : never) : never);
      }>;
