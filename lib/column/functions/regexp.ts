import type { Call, Expression } from '#lib/plan/expression.js';
import type { DataType } from '#lib/types/data-type.js';
import * as t from '#lib/types/data-type.js';
import { scalar, spec, type Row } from './define.js';
import * as kernels from './kernels/regexp-kernels.js';
import { re2Pattern } from './kernels/re2-pattern.js';
import { checkedEscapes } from './kernels/like-escapes.js';

/** Java's patterns run here; those that DuckDB's engine reads in the same way run there. */
const patterned = (
  returns: DataType,
  rest: readonly DataType[],
  call: (...values: any[]) => unknown,
  native?: { duckdb: Row['duckdb']; whole?: boolean; when?: (call: Call) => boolean },
): Row => ({
  args: [t.string, t.string, ...rest],
  min: 2,
  returns,
  kernel: {
    make: () => call,
    for: (c) => native === undefined || re2Pattern(c.args[1], native.whole) === undefined || native.when?.(c) === false,
  },
  ...(native && { duckdb: native.duckdb, lower: withPattern(native.whole) }),
});

const withPattern =
  (whole?: boolean) =>
  (args: readonly Expression[]): readonly Expression[] => {
    const pattern = re2Pattern(args[1], whole);
    return pattern === undefined ? args : [args[0]!, Object.freeze({ kind: 'literal', type: t.string, value: pattern }), ...args.slice(2)];
  };

/** Whether a regular expression (Java's) matches anywhere in the text. */
export const rlike = scalar<'rlike', boolean, [pattern: string]>(
  'rlike',
  patterned(t.boolean, [], kernels.matches, { duckdb: 'regexp_matches' }),
);
/** The `group`-th group (1 if not given) of the first match; an empty string without one. A group that the pattern lacks is an error. */
export const regexpExtract = scalar<'regexp_extract', string, [pattern: string, group?: number]>(
  'regexp_extract',
  patterned(t.string, [t.integer], kernels.extract, {
    duckdb: ([s, p]) => `regexp_extract(${s!}, ${p!}, 0)`,
    when: ({ args }) => args[2]?.kind === 'literal' && args[2].value === 0,
  }),
);
/** The `group`-th group (1 if not given) of each match. */
export const regexpExtractAll = scalar<'regexp_extract_all', string[], [pattern: string, group?: number]>(
  'regexp_extract_all',
  patterned(t.array(t.string), [t.integer], kernels.extractAll),
);
/** Every match replaced, from a position counted from 1; `$1` in the replacement is the first group. */
export const regexpReplace = scalar<'regexp_replace', string, [pattern: string, replacement: string, position?: number]>('regexp_replace', {
  ...patterned(t.string, [t.string, t.integer], kernels.replaceAll, {
    duckdb: ([s, p, r]) => `regexp_replace(${s!}, ${p!}, ${r!}, 'g')`,
    whole: true,
    when: ({ args }) =>
      args.length === 3 && args[2]?.kind === 'literal' && typeof args[2].value === 'string' && !/[$\\]/.test(args[2].value),
  }),
  min: 3,
});
/** How many times a regular expression matches. */
export const regexpCount = scalar<'regexp_count', number, [pattern: string]>(
  'regexp_count',
  patterned(t.integer, [], kernels.countMatches),
);
/** Where the first match begins, counted from 1; 0 without one. */
export const regexpInstr = scalar<'regexp_instr', number, [pattern: string, group?: number]>(
  'regexp_instr',
  patterned(t.integer, [t.integer], kernels.positionOf),
);
/** The first match; null without one. */
export const regexpSubstr = scalar<'regexp_substr', string | null, [pattern: string]>('regexp_substr', {
  ...patterned(t.string, [], kernels.firstMatch),
  nullable: true,
});
/** The parts between matches of a regular expression; at most `limit` of them where it is positive. */
export const split = scalar<'split', string[], [pattern: string, limit?: number]>(
  'split',
  patterned(t.array(t.string, false), [t.integer], kernels.splitBy),
);
/** Whether the text is like a pattern in which `%` is any text and `_` any character; `\` or the third argument takes both as they are. */
const liked = (op: 'LIKE' | 'ILIKE') =>
  spec(op.toLowerCase(), 'scalar', {
    args: [t.string, t.string, t.string],
    min: 2,
    returns: t.boolean,
    rewrite: checkedEscapes,
    duckdb: ([a, b, escape]) => `(${a!} ${op} ${b!} ESCAPE ${escape ?? "'\\'"})`,
  });

export const likes = [liked('LIKE'), liked('ILIKE')];
