import type { Expression } from '#lib/plan/expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { Column, columnExpression, operand } from '../column.js';
import type { ColumnArg } from '../shape.js';
import { nary, scalar, spec, type Row, type Unary } from './define.js';
import { titleCase } from './kernels/text-case.js';
import { sliceSql } from './kernels/substring.js';

const isBinary = (e: Expression): boolean => typeOf(e).kind === 'binary';
const sameAsFirst = (types: readonly DataType[]): DataType => (types[0]!.kind === 'binary' ? t.binary : t.string);

/** A function of text whose DuckDB form is right for ASCII alone; other text goes to `whole`, a row that is no function of Spark's. */
const unicode = (name: string, whole: string): Row => ({
  args: [t.string],
  returns: t.string,
  lower: ([a]) => [a!, Object.freeze({ kind: 'call', fn: whole, args: [a!], type: t.string, nullable: true } as const)],
  duckdb: asciiOr(name),
});
const asciiOr =
  (name: string) =>
  ([a, full]: readonly string[]): string =>
    `CASE WHEN strlen(${a!}) = length(${a!}) THEN ${name}(${a!}) ELSE ${full!} END`;
const whole = (name: string, call: (text: string) => string) =>
  spec(name, 'scalar', { args: [t.string], returns: t.string, kernel: { make: () => call } });
/** What the functions of letters call for text that is not ASCII. */
export const unicodeForms = [
  whole('$upper', (text) => text.toUpperCase()),
  whole('$lower', (text) => text.toLowerCase()),
  whole('$reverse', (text) => [...text].reverse().join('')),
];

/** In upper case, by Unicode: `ß` becomes `SS`. */
export const upper = scalar<'upper', string>('upper', unicode('upper', '$upper'));
export const lower = scalar<'lower', string>('lower', unicode('lower', '$lower'));
/** The characters of a text, or the elements of an array, from the last to the first. */
export const reverse = scalar<'reverse', any>('reverse', {
  args: ['any'],
  rewrite: ([a]) => [typeOf(a!).kind === 'array' ? a! : Object.freeze({ kind: 'cast', child: a!, type: t.string, implicit: true })],
  returns: (types) => types[0]!,
  lower: (args) => (typeOf(args[0]!).kind === 'array' ? args : unicode('reverse', '$reverse').lower!(args)),
  duckdb: (args) => (args.length === 1 ? `list_reverse(${args[0]!})` : asciiOr('reverse')(args)),
});
/** Each word with its first letter in upper case and the others in lower case. */
export const initcap = scalar<'initcap', string>('initcap', { args: [t.string], returns: t.string, kernel: { make: () => titleCase } });

/** In SQL the characters come first: `ltrim('x', s)`; the builder has them last. */
const trimmer = <F extends string>(name: F): Unary<F, string, [characters?: string | Column]> =>
  Object.freeze(
    Object.assign(
      (column: ColumnArg, characters?: unknown) =>
        new Column({
          kind: 'call',
          fn: name,
          args: characters === undefined ? [columnExpression(column)] : [operand(characters), columnExpression(column)],
        }),
      {
        spec: spec(name, 'scalar', {
          args: [t.string, t.string],
          min: 1,
          returns: t.string,
          duckdb: (args) => `${name}(${[...args].reverse().join(', ')})`,
        }),
      },
    ),
  ) as unknown as Unary<F, string, [characters?: string | Column]>;
/** Without the spaces (or the characters given) at both ends. */
export const trim = trimmer('trim');
export const ltrim = trimmer('ltrim');
export const rtrim = trimmer('rtrim');
/** Without the spaces (or the characters given) at both ends. */
export const btrim = scalar<'btrim', string, [characters?: string]>('btrim', {
  args: [t.string, t.string],
  min: 1,
  returns: t.string,
  duckdb: 'trim',
});

const bytes = (sql: string, e: Expression): string => (isBinary(e) ? sql : `encode(${sql})`);
/** The number of characters; of bytes for binary. */
export const length = scalar<'length', number>('length', {
  args: ['text'],
  returns: t.integer,
  duckdb: ([a], call) => `${isBinary(call.args[0]!) ? 'octet_length' : 'length'}(${a!})::INTEGER`,
});
/** The number of bytes; of a text, in UTF-8. */
export const octetLength = scalar<'octet_length', number>('octet_length', {
  args: ['text'],
  returns: t.integer,
  duckdb: ([a], call) => `octet_length(${bytes(a!, call.args[0]!)})::INTEGER`,
});
export const bitLength = scalar<'bit_length', number>('bit_length', {
  args: ['text'],
  returns: t.integer,
  duckdb: ([a], call) => `(octet_length(${bytes(a!, call.args[0]!)}) * 8)::INTEGER`,
});
/** The arguments one after the other; null where one is null. Arrays are joined too. */
export const concat = nary<any>('concat', {
  args: ['result'],
  min: 0,
  max: Infinity,
  returns: (types) =>
    types.find((x) => x.kind === 'array') ?? (types.length > 0 && types.every((x) => x.kind === 'binary') ? t.binary : t.string),
  duckdb: (args) => (args.length === 0 ? "''" : `(${args.join(' || ')})`),
});
/** The columns joined by a separator; nulls are left out, arrays are taken as their elements. */
export const concatWs = Object.freeze(
  Object.assign(
    (separator: string, ...columns: ColumnArg[]): Column<string, string, any> =>
      new Column({ kind: 'call', fn: 'concat_ws', args: [operand(separator), ...columns.map(columnExpression)] }),
    {
      spec: spec('concat_ws', 'scalar', {
        args: [t.string, 'any'],
        min: 1,
        max: Infinity,
        returns: t.string,
        rewrite: (args) => args.map((e, i) => (i > 0 && typeOf(e).kind === 'array' ? asTexts(e) : asText(e))),
        duckdb: ([separator, ...rest], { args }) => {
          const lists = rest.map((sql, i) => (typeOf(args[i + 1]!).kind === 'array' ? `coalesce(${sql}, [])` : `[${sql}]`));
          if (lists.length === 0) return `CASE WHEN ${separator!} IS NULL THEN NULL ELSE '' END`;
          if (lists.every((sql, i) => sql === `[${rest[i]!}]`)) return `concat_ws(${[separator, ...rest].join(', ')})`;
          return `CASE WHEN ${separator!} IS NOT NULL THEN array_to_string(${lists.reduce((a, b) => `list_concat(${a}, ${b})`)}, ${separator!}) END`;
        },
      }),
    },
  ),
);
const asText = (e: Expression): Expression =>
  typeOf(e).kind === 'string' ? e : Object.freeze({ kind: 'cast', child: e, type: t.string, implicit: true });
const asTexts = (e: Expression): Expression => Object.freeze({ kind: 'cast', child: e, type: t.array(t.string), implicit: true });

/** `length` characters (or bytes) from `start`; positions count from 1, 0 is 1 too, negative ones from the end. */
export const substring = scalar<'substring', string, [start: number, length?: number]>('substring', {
  args: ['text', t.integer, t.integer],
  min: 2,
  returns: sameAsFirst,
  duckdb: ([s, start, length]) => {
    // a start before the text still uses up its share of the length, as in Spark
    const from = `(CASE WHEN ${start!} > 0 THEN ${start!}::BIGINT - 1 WHEN ${start!} = 0 THEN 0 ELSE length(${s!}) + ${start!} END)`;
    if (length === undefined) return `substr(${s!}, greatest(${from}, 0) + 1)`;
    return `substr(${s!}, greatest(${from}, 0) + 1, greatest(least(${from} + greatest(${length}, 0), length(${s!})) - greatest(${from}, 0), 0))`;
  },
  kernel: {
    make: () => (b: Uint8Array, start: number, length?: number) => sliceSql(b, start, length),
    for: ({ args }) => isBinary(args[0]!),
  },
});
/** The first characters (or bytes). */
export const left = scalar<'left', string, [length: number | Column]>('left', {
  args: ['text', t.integer],
  returns: sameAsFirst,
  duckdb: ([s, n]) => `left(${s!}, greatest(${n!}, 0))`,
  kernel: { make: () => (b: Uint8Array, n: number) => sliceSql(b, 1, n), for: ({ args }) => isBinary(args[0]!) },
});
/** The last characters. */
export const right = scalar<'right', string, [length: number | Column]>('right', {
  args: [t.string, t.integer],
  returns: t.string,
  duckdb: ([s, n]) => `right(${s!}, greatest(${n!}, 0))`,
});
