import type { Expression } from '#lib/plan/expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { Column } from '../column.js';
import { nary, scalar, type Row } from './define.js';
import { jaroWinkler, levenshtein as distance } from './kernels/edit-distance.js';
import { instrFrom, substringIndex as upTo } from './kernels/substring.js';

const bothBinary = (args: readonly Expression[]): boolean => args.every((e) => typeOf(e).kind === 'binary');

/** Whether one text has another somewhere; of two binaries, bytes are compared. */
const found = (duckdb: string, inBytes: (bytes: Buffer, wanted: Buffer) => boolean): Row => ({
  args: ['text', 'text'],
  rewrite: (args) => (bothBinary(args) ? args : args.map(asText)),
  returns: t.boolean,
  duckdb,
  kernel: { make: () => (a: Uint8Array, b: Uint8Array) => inBytes(Buffer.from(a), Buffer.from(b)), for: ({ args }) => bothBinary(args) },
});
const asText = (e: Expression): Expression =>
  typeOf(e).kind === 'string' ? e : Object.freeze({ kind: 'cast', child: e, type: t.string, implicit: true });

/** Whether the text has the other text in it. */
export const contains = nary<boolean>(
  'contains',
  found('contains', (bytes, wanted) => bytes.includes(wanted)),
);
export const startswith = nary<boolean>(
  'startswith',
  found('starts_with', (bytes, wanted) => bytes.subarray(0, wanted.length).equals(wanted)),
);
export const endswith = nary<boolean>(
  'endswith',
  found('ends_with', (bytes, wanted) => bytes.length >= wanted.length && bytes.subarray(bytes.length - wanted.length).equals(wanted)),
);
/** The position of a text in the other, counted from 1; 0 where it is not there. `position` is where to begin, from the end where negative. */
export const instr = scalar<'instr', number, [search: string | Column, position?: number, occurrence?: number]>('instr', {
  args: [t.string, t.string, t.integer, t.integer],
  min: 2,
  returns: t.integer,
  duckdb: ([s, x]) => `instr(${s!}, ${x!})::INTEGER`,
  kernel: { make: () => instrFrom, for: ({ args }) => args.length > 2 },
});
const located: Row = {
  args: [t.string, t.string, t.integer],
  min: 2,
  returns: t.integer,
  duckdb: ([x, s, from]) =>
    from === undefined
      ? `instr(${s!}, ${x!})::INTEGER`
      : `CASE WHEN ${from} IS NULL THEN 0 WHEN ${s!} IS NULL OR ${x!} IS NULL THEN NULL WHEN ${from} < 1 THEN 0 WHEN ${x!} = '' THEN 1 WHEN instr(substr(${s!}, ${from}), ${x!}) = 0 THEN 0 ELSE (instr(substr(${s!}, ${from}), ${x!}) + ${from} - 1)::INTEGER END`,
};
/** The position of the first text in the second, counted from 1, from a position on; 0 where it is not there. */
export const locate = nary<number>('locate', located);
export const position = nary<number>('position', located);
/** The place of a text in a list whose parts are parted by commas, counted from 1; 0 where it is none of them. */
export const findInSet = nary<number>('find_in_set', {
  args: [t.string, t.string],
  returns: t.integer,
  kernel: { make: () => (word: string, list: string) => (word.includes(',') ? 0 : list.split(',').indexOf(word) + 1) },
});
/** The part of the text up to the `count`-th delimiter; a negative count is counted from the end. */
export const substringIndex = scalar<'substring_index', string, [delimiter: string, count: number]>('substring_index', {
  args: [t.string, t.string, t.integer],
  returns: t.string,
  kernel: { make: () => upTo },
});
/** The `part`-th of the parts between delimiters, counted from 1 (negative: from the end); empty where there is none, an error for 0. */
export const splitPart = scalar<'split_part', string, [delimiter: string | Column, part: number | Column]>('split_part', {
  args: [t.string, t.string, t.integer],
  returns: t.string,
  duckdb: ([s, d, n]) =>
    `CASE WHEN ${n!} = 0 THEN error('[INVALID_INDEX_OF_ZERO] The index of split_part must not be 0: 1 is the first part, -1 the last.') WHEN ${s!} IS NULL OR ${d!} IS NULL OR ${n!} IS NULL THEN NULL WHEN ${d!} = '' THEN CASE WHEN abs(${n!}) = 1 THEN ${s!} ELSE '' END ELSE split_part(${s!}, ${d!}, ${n!}) END`,
});
/** How many characters have to be changed to make one text the other; -1 where that is more than the threshold. */
export const levenshtein = nary<number>('levenshtein', {
  args: [t.string, t.string, t.integer],
  min: 2,
  returns: t.integer,
  kernel: { make: () => distance },
});
/** The Jaro-Winkler similarity of two texts, from 0 to 1. */
export const jaroWinklerSimilarity = nary<number>('jaro_winkler_similarity', {
  args: [t.string, t.string],
  returns: t.double,
  kernel: { make: () => jaroWinkler },
});
