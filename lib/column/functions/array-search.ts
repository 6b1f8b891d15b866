import * as t from '#lib/types/data-type.js';
import type { ArrayType } from '#lib/types/data-type.js';
import { typeOf } from '#lib/plan/type-of.js';
import type { Call } from '#lib/plan/expression.js';
import { nary, scalar, type Row } from './define.js';
import { elementOf, isNested, withArrays, withElement } from './element-type.js';
import { rawKey } from './raw-key.js';
import { rawOrder, type Compare } from './raw-order.js';

/** Whether an array holds a value; null where it does not but has a null. */
export const arrayContains = scalar<'array_contains', boolean, [value: unknown]>('array_contains', {
  args: ['any', 'any'],
  rewrite: withElement('array_contains', { nullType: false, decimals: true }),
  returns: t.boolean,
  nullable: true,
  duckdb: ([a, v]) =>
    `CASE WHEN ${a!} IS NULL OR ${v!} IS NULL THEN NULL WHEN list_contains(${a!}, ${v!}) THEN TRUE WHEN list_aggregate(${a!}, 'count') < len(${a!}) THEN NULL ELSE FALSE END`,
});
/** The position of the first element that equals a value, counted from 1; 0 where there is none. */
export const arrayPosition = scalar<'array_position', number, [value: unknown]>('array_position', {
  args: ['any', 'any'],
  rewrite: withElement('array_position', { decimals: true }),
  returns: t.long,
  duckdb: ([a, v]) => `CASE WHEN ${a!} IS NOT NULL AND ${v!} IS NOT NULL THEN coalesce(CAST(list_position(${a!}, ${v!}) AS BIGINT), 0) END`,
});
/** Whether two arrays share an element that is not null; null where they do not but one has a null, and none is empty. */
export const arraysOverlap = nary<boolean>('arrays_overlap', {
  args: ['any', 'any'],
  rewrite: withArrays('arrays_overlap'),
  returns: t.boolean,
  nullable: true,
  kernel: {
    make([type]) {
      const key = rawKey((type as ArrayType).element);
      return (a: readonly unknown[], b: readonly unknown[]) => {
        const keys = new Set(a.map(key));
        if (b.some((value) => value !== null && keys.has(key(value)))) return true;
        return a.length > 0 && b.length > 0 && (keys.has(null) || b.includes(null)) ? null : false;
      };
    },
  },
});

/** The extreme of an array. DuckDB's own serves where the elements have no parts; among parts, a null is the smallest in Spark. */
const extreme = (duckdb: string, better: (order: number) => boolean): Row => ({
  args: ['array'],
  returns: (types) => elementOf(types[0]!),
  nullable: true,
  duckdb,
  kernel: {
    for: (call: Call) => isNested(elementOf(typeOf(call.args[0]!))),
    make([type]) {
      const order: Compare = rawOrder((type as ArrayType).element);
      return (values: readonly unknown[]) =>
        values.reduce((best, value) => (value !== null && (best === null || better(order(value, best))) ? value : best), null);
    },
  },
});
/** The smallest element, nulls left out; null where there is none. NaN is the largest number. */
export const arrayMin = scalar<'array_min', any>(
  'array_min',
  extreme('list_min', (order) => order < 0),
);
/** The largest element, nulls left out; null where there is none. NaN is the largest number. */
export const arrayMax = scalar<'array_max', any>(
  'array_max',
  extreme('list_max', (order) => order > 0),
);
