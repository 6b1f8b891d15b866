import type { Expression } from '#lib/plan/expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import type { Column } from '../column.js';
import { nary, scalar, spec, type Row } from './define.js';
import { luhnCheck as passesLuhn, mask as masked } from './kernels/mask.js';
import { padBytes } from './kernels/pad.js';
import { sentences as sentencesOf } from './kernels/sentences.js';
import { overlay as overlaid, overlayBytes } from './kernels/substring.js';
import { soundexOf } from './soundex.js';

const isBinary = (e: Expression): boolean => typeOf(e).kind === 'binary';
const sameAsFirst = (types: readonly DataType[]): DataType => (types[0]!.kind === 'binary' ? t.binary : t.string);

/** Every place of a text replaced by another (taken out, where that is not given); an empty one is found nowhere. */
export const replace = scalar<'replace', string, [search: string | Column, replacement?: string | Column]>('replace', {
  args: [t.string, t.string, t.string],
  min: 2,
  returns: t.string,
  duckdb: ([s, x, r]) => `replace(${s!}, ${x!}, ${r ?? "''"})`,
});
const padded = (side: 'left' | 'right'): Row => ({
  args: ['text', t.integer, 'text'],
  min: 2,
  returns: sameAsFirst,
  duckdb: ([s, n, p]) => {
    const pad = `${side[0]!}pad(${s!}, greatest(${n!}, 0), ${p ?? "' '"})`;
    return p === undefined ? pad : `CASE WHEN ${p} = '' THEN left(${s!}, greatest(${n!}, 0)) ELSE ${pad} END`;
  },
  kernel: {
    make:
      () =>
      (bytes: Uint8Array, length: number, pad: Uint8Array = new Uint8Array(1)) =>
        padBytes(bytes, length, pad, side),
    for: ({ args }) => isBinary(args[0]!),
  },
});
/** Filled up on the left to `length` characters with `pad`, or cut to it; binary is filled with zeros unless said. */
export const lpad = scalar<'lpad', string, [length: number | Column, pad?: string | Column]>('lpad', padded('left'));
export const rpad = scalar<'rpad', string, [length: number | Column, pad?: string | Column]>('rpad', padded('right'));
export const repeat = scalar<'repeat', string, [times: number | Column]>('repeat', {
  args: [t.string, t.integer],
  returns: t.string,
  duckdb: ([s, n]) => `repeat(${s!}, greatest(${n!}, 0))`,
});
/** As many spaces. */
export const space = scalar<'space', string>('space', {
  args: [t.integer],
  returns: t.string,
  duckdb: ([n]) => `repeat(' ', greatest(${n!}, 0))`,
});
/** A part of the text, from a position on, replaced by another text: as much of it as that is long, unless `length` says. */
export const overlay = scalar<'overlay', string, [replacement: string | Column, position: number | Column, length?: number | Column]>(
  'overlay',
  {
    args: ['text', 'text', t.integer, t.integer],
    min: 3,
    returns: sameAsFirst,
    kernel: { make: ([type]) => (type!.kind === 'binary' ? overlayBytes : overlaid) },
  },
);
/** Each character of `from` replaced by the one at its place in `to`, or taken out where `to` is shorter. */
export const translate = scalar<'translate', string, [from: string, to: string]>('translate', {
  args: [t.string, t.string, t.string],
  returns: t.string,
});
/** The text in single quotes, those in it behind a backslash. */
export const quote = scalar<'quote', string>('quote', {
  args: [t.string],
  returns: t.string,
  duckdb: ([s]) => `('''' || replace(replace(${s!}, '\\', '\\\\'), '''', '\\''') || '''')`,
});
/** The text with its letters, digits and other characters replaced by one character for each kind; null keeps a kind. */
export const mask = scalar<'mask', string, [upper?: string | null, lower?: string | null, digit?: string | null, other?: string | null]>(
  'mask',
  {
    args: [t.string],
    min: 1,
    max: 5,
    returns: t.string,
    nullable: true,
    kernel: { make: () => masked, seesNulls: true },
  },
);
/** Whether the digits pass Luhn's check; false for a text that has other characters. */
export const luhnCheck = scalar<'luhn_check', boolean>('luhn_check', {
  args: [t.string],
  returns: t.boolean,
  kernel: { make: () => passesLuhn },
});
/** The words of each sentence. */
export const sentences = scalar<'sentences', string[][], [language?: string, country?: string]>('sentences', {
  args: [t.string],
  min: 1,
  max: 3,
  returns: t.array(t.array(t.string, false), false),
  kernel: { make: () => sentencesOf, seesNulls: true },
});
/** The Soundex code of the text, which is the same for names that sound alike in English; text that does not begin with a letter stays as it is. */
export const soundex = scalar<'soundex', string>('soundex', { args: [t.string], returns: t.string, kernel: { make: () => soundexOf } });

/** The number of the first character; 0 for an empty text. */
export const ascii = scalar<'ascii', number>('ascii', {
  args: [t.string],
  returns: t.integer,
  duckdb: ([s]) => `CASE WHEN ${s!} = '' THEN 0 ELSE unicode(${s!}) END`,
});
/** The character of a number modulo 256; empty for a negative one. */
export const char = scalar<'char', string>('char', {
  args: [t.long],
  returns: t.string,
  kernel: { make: () => (n: bigint) => (n < 0n ? '' : String.fromCharCode(Number(n & 255n))) },
});
/** The `n`-th of the other arguments, counted from 1; an error where there is none. */
export const elt = nary<string>('elt', {
  args: [t.integer, 'any'],
  min: 2,
  max: Infinity,
  nullable: true,
  rewrite: ([n, ...rest]) => [
    n!,
    ...rest.map((e) =>
      rest.every(isBinary) || typeOf(e).kind === 'string'
        ? e
        : Object.freeze({ kind: 'cast', child: e, type: t.string, implicit: true } as const),
    ),
  ],
  returns: (types) => types[1]!,
  duckdb: ([n, ...rest]) =>
    `CASE ${n!} ${rest.map((e, i) => `WHEN ${i + 1} THEN ${e}`).join(' ')} ELSE CASE WHEN ${n!} IS NULL THEN NULL ELSE error('[INVALID_ARRAY_INDEX] The index of elt must be from 1 to ${rest.length}; got ' || ${n!}) END END`,
});
/** The collation of a text: its letters are compared as bytes. */
export const collation = spec('collation', 'scalar', {
  args: [t.string],
  returns: t.string,
  nullable: false,
  duckdb: () => `'SYSTEM.BUILTIN.UTF8_BINARY'`,
});
