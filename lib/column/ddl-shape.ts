import type { DenseVector } from '#lib/linalg/dense-vector.js';
import type { Known } from './shape.js';

type Trim<T extends string> = T extends ` ${infer U}` | `${infer U} ` | `\n${infer U}` | `${infer U}\n` ? Trim<U> : T;
type Count<T extends string, C extends string, N extends 0[] = []> = T extends `${string}${C}${infer U}`
  ? Count<U, C, [...N, 0]>
  : N['length'];
type Closed<T extends string> = [Count<T, '<'>, Count<T, '('>] extends [Count<T, '>'>, Count<T, ')'>] ? true : false;
// tail-recursive with an accumulator, so that 1000 fields are not too deep
type Fields<D extends string, Open extends string = '', Done = never> = D extends `${infer A},${infer B}`
  ? Closed<`${Open}${A}`> extends true
    ? Fields<B, '', Done | `${Open}${A}`>
    : Fields<B, `${Open}${A},`, Done>
  : Done | `${Open}${D}`;
type FieldName<X extends string> =
  Trim<X> extends `${infer N}:${string}` ? (N extends `${infer M} ${string}` ? M : N) : Trim<X> extends `${infer N} ${string}` ? N : string;
type FieldType<X extends string> =
  Trim<X> extends `${infer N}:${infer T}`
    ? N extends `${infer _} ${infer U}`
      ? `${U}:${T}`
      : T
    : Trim<X> extends `${string} ${infer T}`
      ? T
      : string;
interface Values {
  string: string;
  boolean: boolean;
  tinyint: number;
  smallint: number;
  int: number;
  integer: number;
  bigint: number;
  long: number;
  float: number;
  double: number;
  date: Date;
  timestamp: Date;
  timestamp_ntz: Date;
  binary: Uint8Array;
  vector: DenseVector;
}
/** The value that a DDL type holds: `bigint` is a number, `array<int>` a list of them. */
export type ValueOf<D extends string> = string extends D
  ? any
  : Lowercase<Trim<D>> extends infer L extends keyof Values
    ? Values[L]
    : Trim<D> extends `array<${infer E}>`
      ? (ValueOf<E> | null)[]
      : Trim<D> extends `struct<${infer E}>`
        ? FromDDL<E>
        : any;
type Field<T extends string> = Trim<T> extends `${infer U} ${'NOT' | 'not'} ${'NULL' | 'null'}` ? ValueOf<U> : ValueOf<T> | null;
/** The shape of a DDL string; any where it is not a literal, has names in backticks, or is not understood. */
export type FromDDL<D extends string> = string extends D
  ? any
  : D extends `${string}\`${string}`
    ? any
    : Known<{ [X in Fields<D> as FieldName<X>]: Field<FieldType<X>> }>;
