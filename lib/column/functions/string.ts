import { Column, columnExpression, operand } from '../column.js';
import type { ColumnArg } from '../shape.js';
import type { Expression } from '#lib/plan/expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { nary, scalar, spec, type Unary } from './define.js';
import { soundexOf } from './soundex.js';

const text = <F extends string>(name: F, duckdb: string | ((a: readonly string[]) => string) = name): Unary<F, string> =>
  scalar<F, string>(name, { args: [t.string], returns: t.string, duckdb });

export const upper = text('upper');
export const lower = text('lower');
/** Without the spaces at both ends. */
export const trim = text('trim');
export const ltrim = text('ltrim');
export const rtrim = text('rtrim');
export const reverse = text('reverse');
/** Each word with its first letter in upper case and the others in lower case. */
export const initcap = text(
  'initcap',
  ([a]) => `array_to_string(list_transform(string_split(lower(${a!}), ' '), w -> upper(w[1]) || w[2:]), ' ')`,
);
/** The number of characters; of bytes for binary. */
export const length = scalar<'length', number>('length', {
  args: ['any'],
  returns: t.integer,
  duckdb: ([a], call) => (kindOf(call.args[0]!) === 'binary' ? `octet_length(${a!})::INTEGER` : `length(${a!}::VARCHAR)::INTEGER`),
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
/** The columns joined by a separator; nulls are left out. */
export const concatWs = Object.freeze(
  Object.assign(
    (separator: string, ...columns: ColumnArg[]): Column<string, string, any> =>
      new Column({ kind: 'call', fn: 'concat_ws', args: [operand(separator), ...columns.map(columnExpression)] }),
    {
      spec: spec('concat_ws', 'scalar', {
        args: [t.string, t.string],
        min: 1,
        max: Infinity,
        returns: t.string,
        duckdb: (a) => (a.length === 1 ? `CASE WHEN ${a[0]!} IS NULL THEN NULL ELSE '' END` : `concat_ws(${a.join(', ')})`),
      }),
    },
  ),
);
/** `length` characters from `start`; positions count from 1, 0 is 1 too, negative ones from the end. */
export const substring = scalar<'substring', string, [start: number, length?: number]>('substring', {
  args: [t.string, t.integer, t.integer],
  min: 2,
  returns: t.string,
  duckdb: ([s, start, length]) => {
    // a start before the text still uses up its share of the length, as in Spark
    const from = `(CASE WHEN ${start!} > 0 THEN ${start!} - 1 WHEN ${start!} = 0 THEN 0 ELSE length(${s!}) + ${start!} END)`;
    if (length === undefined) return `substr(${s!}, greatest(${from}, 0) + 1)`;
    return `substr(${s!}, greatest(${from}, 0) + 1, greatest(least(${from} + greatest(${length}, 0), length(${s!})) - greatest(${from}, 0), 0))`;
  },
});
/** Whether the text has the other text in it. */
export const contains = nary<boolean>('contains', { args: [t.string, t.string], returns: t.boolean });
export const startswith = nary<boolean>('startswith', { args: [t.string, t.string], returns: t.boolean, duckdb: 'starts_with' });
export const endswith = nary<boolean>('endswith', { args: [t.string, t.string], returns: t.boolean, duckdb: 'ends_with' });
export const replace = scalar<'replace', string, [search: string, replacement: string]>('replace', {
  args: [t.string, t.string, t.string],
  returns: t.string,
});
/** Filled up on the left to `length` characters with `pad`, or cut to it. */
export const lpad = scalar<'lpad', string, [length: number, pad?: string]>('lpad', {
  args: [t.string, t.integer, t.string],
  min: 2,
  returns: t.string,
  duckdb: ([s, n, p]) => `lpad(${s!}, greatest(${n!}, 0), ${p ?? "' '"})`,
});
export const rpad = scalar<'rpad', string, [length: number, pad?: string]>('rpad', {
  args: [t.string, t.integer, t.string],
  min: 2,
  returns: t.string,
  duckdb: ([s, n, p]) => `rpad(${s!}, greatest(${n!}, 0), ${p ?? "' '"})`,
});
export const repeat = scalar<'repeat', string, [times: number]>('repeat', {
  args: [t.string, t.integer],
  returns: t.string,
  duckdb: ([s, n]) => `repeat(${s!}, greatest(${n!}, 0))`,
});
/** The position of a text in the other, counted from 1; 0 where it is not there. */
export const instr = scalar<'instr', number, [search: string]>('instr', {
  args: [t.string, t.string],
  returns: t.integer,
  duckdb: ([s, x]) => `instr(${s!}, ${x!})::INTEGER`,
});

const kindOf = (e: Expression): DataType['kind'] => typeOf(e).kind;
/** The Soundex code of the text, which is the same for names that sound alike in English; text that does not begin with a letter stays as it is. */
export const soundex = scalar<'soundex', string>('soundex', { args: [t.string], returns: t.string, kernel: { make: () => soundexOf } });
