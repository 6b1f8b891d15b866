import * as t from '#lib/types/data-type.js';
import type { ArrayType, DataType } from '#lib/types/data-type.js';
import type { KernelMaker } from '#lib/plan/kernel.js';
import { nary, scalar } from './define.js';
import { withArrays } from './element-type.js';
import { rawKey } from './raw-key.js';

type Values = readonly unknown[];

/** A kernel over arrays that compares elements by their keys; null is an element like others. */
const byKey =
  (combine: (key: (value: any) => unknown, a: Values, b: Values) => unknown[]): KernelMaker =>
  ([type]) => {
    const key = rawKey((type as ArrayType).element);
    return (a: Values, b: Values) => combine(key, a, b);
  };

/** The values whose keys have not come yet, in order of appearance. */
function distinct(key: (value: any) => unknown, values: Values, seen = new Set<unknown>()): unknown[] {
  return values.filter((value) => {
    const size = seen.size;
    return seen.add(key(value)).size > size;
  });
}

const both = (types: readonly DataType[]): DataType =>
  t.array(
    (types[0] as ArrayType).element,
    types.some((type) => (type as ArrayType).containsNull),
  );
const first = (types: readonly DataType[]): DataType => types[0]!;

/** The elements without repeats, in order of appearance. */
export const arrayDistinct = scalar<'array_distinct', any[]>('array_distinct', {
  args: ['array'],
  returns: first,
  kernel: { make: byKey((key, values) => distinct(key, values)) },
});
/** The elements of either array without repeats, in order of appearance. */
export const arrayUnion = nary<any[]>('array_union', {
  args: ['any', 'any'],
  rewrite: withArrays('array_union'),
  returns: both,
  kernel: { make: byKey((key, a, b) => distinct(key, [...a, ...b])) },
});
/** The elements of the first array that the second has too, without repeats. */
export const arrayIntersect = nary<any[]>('array_intersect', {
  args: ['any', 'any'],
  rewrite: withArrays('array_intersect'),
  returns: first,
  kernel: {
    make: byKey((key, a, b) => {
      const wanted = new Set(b.map(key));
      return distinct(key, a).filter((value) => wanted.has(key(value)));
    }),
  },
});
/** The elements of the first array that the second lacks, without repeats. */
export const arrayExcept = nary<any[]>('array_except', {
  args: ['any', 'any'],
  rewrite: withArrays('array_except'),
  returns: first,
  kernel: { make: byKey((key, a, b) => distinct(key, a, new Set(b.map(key)))) },
});
