import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { castTo } from '#lib/plan/cast-to.js';
import { commonType } from '#lib/plan/common-type.js';
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
export const nullif = nary<any>('nullif', { args: ['common'], min: 2, max: 2, returns: first, nullable: true });
/** The second where the first is NaN. */
export const nanvl = nary<number>('nanvl', {
  args: [t.double, t.double],
  returns: t.double,
  duckdb: ([a, b]) => `CASE WHEN isnan(${a!}) THEN ${b!} ELSE ${a!} END`,
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
