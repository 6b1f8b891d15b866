import { castTo, implicitCast } from '#lib/plan/cast-to.js';
import { commonType } from '#lib/plan/common-type.js';
import type { Expression } from '#lib/plan/expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import { nary } from './define.js';
import { decodeBytes } from './kernels/charset.js';

/** Of two arguments: bytes and their character set. Of more: a value, then what it may be and what is given for it, and at the end what is given else. */
function bound(args: readonly Expression[]): readonly Expression[] {
  if (args.length === 2) return args.map((e, i) => implicitCast(e, i === 0 ? t.binary : t.string, 'decode', i));
  const isResult = (i: number): boolean => (i > 0 && i % 2 === 0) || (i === args.length - 1 && i % 2 === 1);
  const typed = (results: boolean) =>
    args
      .filter((_, i) => isResult(i) === results)
      .map(typeOf)
      .reduce((a, b) => commonType(a, b) ?? a);
  const keys = typed(false);
  const results = typed(true);
  return args.map((e, i) => castTo(e, isResult(i) ? results : keys));
}

/** The text of bytes in a character set; of more arguments, the result beside the first key that equals the value (nulls are equal), else the last. */
export const decode = nary<any>('decode', {
  args: ['any'],
  min: 2,
  max: Infinity,
  nullable: true,
  rewrite: bound,
  returns: (types) => (types.length === 2 ? t.string : types[2]!),
  duckdb: ([value, ...rest]) => {
    const branches: string[] = [];
    for (let i = 0; i + 1 < rest.length; i += 2) branches.push(`WHEN ${value!} IS NOT DISTINCT FROM ${rest[i]!} THEN ${rest[i + 1]!}`);
    return `CASE ${branches.join(' ')}${rest.length % 2 === 1 ? ` ELSE ${rest.at(-1)!}` : ''} END`;
  },
  kernel: { make: () => decodeBytes, for: ({ args }) => args.length === 2 },
});
