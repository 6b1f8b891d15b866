import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { castTo, implicitCast } from '#lib/plan/cast-to.js';
import { commonType } from '#lib/plan/common-type.js';
import type { Expression } from '#lib/plan/expression.js';
import type { FunctionSpec } from '#lib/plan/function-spec.js';
import { nullableOf, typeOf } from '#lib/plan/type-of.js';
import { nary, scalar, spec } from './define.js';

const first = (types: readonly DataType[]): DataType => types[0]!;

/** Whether the value is null. */
export const isnull = scalar<'isnull', boolean>('isnull', {
  args: ['any'],
  returns: t.boolean,
  nullable: false,
  duckdb: ([a]) => `(${a!} IS NULL)`,
});
export const isnotnull = scalar<'isnotnull', boolean>('isnotnull', {
  args: ['any'],
  returns: t.boolean,
  nullable: false,
  duckdb: ([a]) => `(${a!} IS NOT NULL)`,
});
/** The first argument that is not null. */
export const coalesce = Object.assign(nary<any>('coalesce', { args: ['common'], min: 1, max: Infinity, returns: first }), {});
/** The second argument where the first is null. */
export const nvl = nary<any>('nvl', { args: ['common'], min: 2, max: 2, returns: first, duckdb: 'coalesce' });
/** Null where both are equal, else the first. */
export const nullif = nary<any>('nullif', {
  args: ['any', 'any'],
  rewrite: ([a, b]) => {
    const common = commonType(typeOf(a!), typeOf(b!)) ?? typeOf(a!);
    return [a!, castTo(a!, common), castTo(b!, common)];
  },
  returns: first,
  nullable: true,
  duckdb: ([value, a, b]) => `CASE WHEN ${a!} = ${b!} THEN NULL ELSE ${value!} END`,
});
/** The second where the first is NaN. */
export const nanvl = nary<number>('nanvl', {
  args: ['any', 'any'],
  rewrite: (args) => {
    const type = args.every((e) => typeOf(e).kind === 'float') ? t.float : t.double;
    return args.map((e, i) => implicitCast(e, type, 'nanvl', i));
  },
  returns: first,
  duckdb: ([a, b]) => `CASE WHEN isnan(${a!}) THEN ${b!} ELSE ${a!} END`,
});

/** The second where the first is not null, else the third. */
export const nvl2 = nary<any>('nvl2', {
  args: ['any', 'common', 'common'],
  returns: (types) => types[1]!,
  duckdb: ([a, b, c]) => `CASE WHEN ${a!} IS NOT NULL THEN ${b!} ELSE ${c!} END`,
});
const ZERO: Expression = Object.freeze({ kind: 'literal', type: t.integer, value: 0 });
const orZero = (args: readonly Expression[]): readonly Expression[] => {
  const type = typeOf(args[0]!);
  const common = commonType(type, t.integer) ?? t.double;
  return [castTo(args[0]!, common), castTo(ZERO, common)];
};
/** 0 where the number is null. */
export const zeroifnull = nary<number>('zeroifnull', {
  args: ['any'],
  rewrite: orZero,
  returns: first,
  nullable: false,
  duckdb: 'coalesce',
});
/** Null where the number is 0. */
export const nullifzero = nary<number | null>('nullifzero', {
  args: ['any'],
  returns: (types) => (types[0]!.kind === 'null' ? t.integer : types[0]!),
  nullable: true,
  duckdb: ([a]) => `nullif(${a!}, 0)`,
});

/** `if(condition, a, b)` of SQL text. */
const ifSpec: FunctionSpec = Object.freeze({
  ...spec('if', 'scalar', {
    args: [t.boolean, 'any', 'any'],
    returns: t.nullType,
    duckdb: ([c, a, b]) => `CASE WHEN ${c!} THEN ${a!} ELSE ${b!} END`,
  }),
  bind(args, call) {
    const checked = spec('if', 'scalar', { args: [t.boolean, 'any', 'any'], returns: t.nullType }).bind(args, call);
    const [, a, b] = checked.args;
    const type = commonType(typeOf(a!), typeOf(b!)) ?? typeOf(a!);
    return { args: [checked.args[0]!, castTo(a!, type), castTo(b!, type)], type, nullable: nullableOf(a!) || nullableOf(b!) };
  },
} satisfies FunctionSpec);

export const conditionals: readonly FunctionSpec[] = [ifSpec];
