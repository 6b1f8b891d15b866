import { ExecutionError } from '#lib/errors.js';
import { castTo } from '#lib/plan/cast-to.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { nary, scalar, wrongType } from './define.js';
import { MOST_ELEMENTS, tooLong } from './array-limit.js';
import { elementOf, withElement } from './element-type.js';
import { randomFrom, shuffled } from './shuffled.js';

const first = (types: readonly DataType[]): DataType => types[0]!;
const withNulls = (types: readonly DataType[]): DataType => t.array(elementOf(types[0]!));

/** The array with a value behind its elements. */
export const arrayAppend = scalar<'array_append', any[], [value: unknown]>('array_append', {
  args: ['any', 'any'],
  rewrite: withElement('array_append'),
  returns: withNulls,
  nullable: true,
  duckdb: ([a, v]) => `CASE WHEN ${a!} IS NOT NULL THEN list_append(${a!}, ${v!}) END`,
});
/** The array with a value before its elements. */
export const arrayPrepend = scalar<'array_prepend', any[], [value: unknown]>('array_prepend', {
  args: ['any', 'any'],
  rewrite: withElement('array_prepend'),
  returns: withNulls,
  nullable: true,
  duckdb: ([a, v]) => `CASE WHEN ${a!} IS NOT NULL THEN list_prepend(${v!}, ${a!}) END`,
});
/** The elements that do not equal a value; nulls stay. */
export const arrayRemove = scalar<'array_remove', any[], [value: unknown]>('array_remove', {
  args: ['any', 'any'],
  rewrite: withElement('array_remove', { decimals: true }),
  returns: first,
  duckdb: ([a, v]) => `CASE WHEN ${v!} IS NOT NULL THEN list_filter(${a!}, lambda e: e IS DISTINCT FROM ${v!}) END`,
});
/** The elements that are not null. */
export const arrayCompact = scalar<'array_compact', any[]>('array_compact', {
  args: ['array'],
  returns: (types) => t.array(elementOf(types[0]!), false),
  duckdb: ([a]) => `list_filter(${a!}, lambda e: e IS NOT NULL)`,
});
/** A value so many times; none for a number below 1. */
export const arrayRepeat = scalar<'array_repeat', any[], [count: unknown]>('array_repeat', {
  args: ['any', t.integer],
  returns: (types) => t.array(types[0]!),
  nullable: true,
  duckdb: ([v, n]) => `repeat([${v!}], greatest(${n!}::BIGINT, CASE WHEN ${n!} IS NOT NULL THEN 0 END))`,
});
/** The array with a value put in at a position counted from 1 (negative: from the end, -1 being behind the last); the gap to a far position is nulls. */
export const arrayInsert = nary<any[]>('array_insert', {
  args: ['any', t.integer, 'any'],
  rewrite: withElement('array_insert', { place: 2 }),
  returns: withNulls,
  nullable: true,
  kernel: { make: () => insert, seesNulls: true },
});
/** The elements of arrays of an array, in one; null where one of them is. */
export const flatten = scalar<'flatten', any[]>('flatten', {
  args: ['array'],
  rewrite: ([e]) => [typeOf(e!).kind === 'array' && elementOf(typeOf(e!)).kind === 'null' ? castTo(e!, t.array(t.array(t.nullType))) : e!],
  returns: (types, args) => {
    const inner = elementOf(types[0]!);
    if (inner.kind === 'array') return inner;
    return wrongType('flatten', 0, 'an array of arrays', args[0]!);
  },
  nullable: true,
  duckdb: ([a]) => `CASE WHEN list_aggregate(${a!}, 'count') = len(${a!}) OR len(${a!}) = 0 THEN flatten(${a!}) END`,
});
/** `length` elements from position `start`, which counts from 1 (negative: from the end). Position 0 and a negative length are errors. */
export const slice = scalar<'slice', any[], [start: unknown, length: unknown]>('slice', {
  args: ['array', t.integer, t.integer],
  returns: first,
  kernel: { make: () => sliced },
});
/** The elements in an order by chance, the same for the same seed where one is given. */
export const shuffle = scalar<'shuffle', any[], [seed?: unknown]>('shuffle', {
  args: ['array', t.long],
  min: 1,
  returns: first,
  kernel: {
    make: () => (values: unknown[], seed?: bigint) => shuffled(values, seed === undefined ? Math.random : randomFrom(seed)),
    volatile: true,
  },
});
/** The elements of arrays at the same places as structs, as many as the longest array has; fields are called after columns, else 0, 1, … */
export const arraysZip = nary<any[]>('arrays_zip', {
  args: ['array'],
  min: 0,
  max: Infinity,
  returns: (types, args) =>
    t.array(
      t.struct(
        types.map((type, i) => {
          const e = args[i]!;
          return t.field(e.kind === 'attribute' || e.kind === 'alias' || e.kind === 'field' ? e.name : String(i), elementOf(type));
        }),
      ),
      false,
    ),
  kernel: {
    make:
      () =>
      (...arrays: (readonly unknown[])[]) =>
        Array.from({ length: Math.max(0, ...arrays.map((a) => a.length)) }, (_, i) => arrays.map((a) => a[i] ?? null)),
  },
});

function insert(values: readonly unknown[] | null, position: number | null, value: unknown): unknown[] | null {
  if (values === null || position === null) return null;
  if (position === 0) throw indexOfZero();
  const length = Math.max(values.length + 1, position < 0 ? -position : position);
  if (length > MOST_ELEMENTS) throw tooLong('array_insert', length);
  if (position > 0) {
    const head = values.slice(0, position - 1);
    const gap = new Array<unknown>(Math.max(0, position - 1 - values.length)).fill(null);
    return [...head, ...gap, value, ...values.slice(position - 1)];
  }
  const at = values.length + 1 + position;
  if (at >= 0) return [...values.slice(0, at), value, ...values.slice(at)];
  return [value, ...new Array<unknown>(-at).fill(null), ...values];
}

function sliced(values: readonly unknown[], start: number, length: number): unknown[] {
  if (start === 0)
    throw new ExecutionError('INVALID_PARAMETER_VALUE.START', 'The start of slice() must count from 1 or, negative, from the end; got 0', {
      sqlState: '22023',
    });
  if (length < 0)
    throw new ExecutionError('INVALID_PARAMETER_VALUE.LENGTH', `The length of slice() must be 0 or more; got ${length}`, {
      sqlState: '22023',
    });
  const from = start > 0 ? start - 1 : values.length + start;
  return from < 0 ? [] : values.slice(from, from + length);
}

const indexOfZero = (): ExecutionError =>
  new ExecutionError('INVALID_INDEX_OF_ZERO', 'The index 0 must not be used: positions count from 1, negative ones from the end.', {
    sqlState: '22003',
  });
