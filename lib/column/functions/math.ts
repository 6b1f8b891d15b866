import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { isIntegral } from '#lib/plan/common-type.js';
import type { Expression } from '#lib/plan/expression.js';
import { signed } from './arithmetic-binding.js';
import { nary, nullary, scalar, type Unary } from './define.js';

const first = (types: readonly DataType[]): DataType => types[0]!;
const double = <F extends string>(name: F, duckdb: string | ((a: readonly string[]) => string) = name): Unary<F, number> =>
  scalar<F, number>(name, { args: [t.double], returns: t.double, duckdb });
/** Where the argument lies outside the function's domain Spark gives NaN or null, DuckDB an error. */
const guarded =
  (fn: string, outside: (a: string) => string, otherwise: string) =>
  ([a]: readonly string[]): string =>
    `CASE WHEN ${outside(a!)} THEN ${otherwise} ELSE ${fn}(${a!}) END`;
const NaN_ = "'NaN'::DOUBLE";

/** The absolute value, in the type of its argument. */
export const abs = scalar<'abs', number>('abs', { args: ['any'], returns: first, rewrite: ([e]) => [signed('abs', e!)] });
/** The square root; NaN for a negative number. */
export const sqrt = double(
  'sqrt',
  guarded('sqrt', (a) => `${a} < 0`, NaN_),
);
/** The cube root. */
export const cbrt = double('cbrt');
export const exp = double('exp');
/** The natural logarithm; null for a number that is not positive. */
export const ln = scalar<'ln', number>('ln', {
  args: [t.double],
  returns: t.double,
  nullable: true,
  duckdb: guarded('ln', (a) => `${a} <= 0`, 'NULL'),
});
export const log10 = scalar<'log10', number>('log10', {
  args: [t.double],
  returns: t.double,
  nullable: true,
  duckdb: guarded('log10', (a) => `${a} <= 0`, 'NULL'),
});
export const log2 = scalar<'log2', number>('log2', {
  args: [t.double],
  returns: t.double,
  nullable: true,
  duckdb: guarded('log2', (a) => `${a} <= 0`, 'NULL'),
});
export const sin = double('sin');
export const cos = double('cos');
export const tan = double('tan');
export const asin = double(
  'asin',
  guarded('asin', (a) => `abs(${a}) > 1`, NaN_),
);
export const acos = double(
  'acos',
  guarded('acos', (a) => `abs(${a}) > 1`, NaN_),
);
export const atan = double('atan');
export const sinh = double('sinh');
export const cosh = double('cosh');
export const tanh = double('tanh');
export const degrees = double('degrees');
export const radians = double('radians');
/** -1, 0 or 1 as a double. */
export const signum = scalar<'signum', number>('signum', {
  args: ['any'],
  returns: t.double,
  rewrite: ([e]) => [signed('signum', e!)],
  duckdb: ([a]) => `sign(${a!})::DOUBLE`,
});
/** `base` raised to `exponent`. */
export const pow = nary<number>('power', { args: [t.double, t.double], returns: t.double, duckdb: 'pow' });
export const atan2 = nary<number>('atan2', { args: [t.double, t.double], returns: t.double });

const toWhole = (types: readonly DataType[]): DataType =>
  types[0]!.kind === 'decimal' ? t.decimal(Math.min(38, types[0]!.precision - types[0]!.scale + 1), 0) : t.long;
const whole =
  (fn: string) =>
  ([a]: readonly string[], call: { type?: DataType }): string =>
    call.type?.kind === 'decimal' ? `${fn}(${a!})::DECIMAL(${call.type.precision},0)` : `${fn}(${a!})::BIGINT`;
/** The largest whole number not above the argument, as a bigint. */
export const floor = scalar<'floor', number>('floor', { args: ['number'], returns: toWhole, duckdb: whole('floor') });
/** The smallest whole number not below the argument, as a bigint. */
export const ceil = scalar<'ceil', number>('ceil', { args: ['number'], returns: toWhole, duckdb: whole('ceil') });

/** Rounded half away from zero to `scale` decimals (0 if not given), in the type of its argument. */
export const round = scalar<'round', number, [scale?: number]>('round', {
  args: ['number', t.integer],
  min: 1,
  returns: roundedType,
  duckdb: ([a, s], call) =>
    isIntegral(call.type!) && s === undefined
      ? a!
      : `round(${a!}, ${s ?? '0'})${call.type!.kind === 'decimal' ? `::DECIMAL(${call.type!.precision},${call.type!.scale})` : ''}`,
});

function roundedType(types: readonly DataType[], args: readonly Expression[]): DataType {
  const [type] = types;
  if (type!.kind !== 'decimal') return type!;
  const scale = args[1]?.kind === 'literal' ? Number(args[1].value) : 0;
  const kept = Math.min(type!.scale, Math.max(0, scale));
  return t.decimal(Math.min(38, Math.max(1, type!.precision - type!.scale + kept + 1)), kept);
}

/** The largest of the arguments, nulls left out; NaN is the largest number. */
export const greatest = nary<any>('greatest', { args: ['common'], min: 2, max: Infinity, returns: first });
/** The smallest of the arguments, nulls left out. */
export const least = nary<any>('least', { args: ['common'], min: 2, max: Infinity, returns: first });
/** Whether the number is NaN; false for null. */
export const isnan = scalar<'isnan', boolean>('isnan', {
  args: [t.double],
  returns: t.boolean,
  nullable: false,
  duckdb: ([a]) => `coalesce(isnan(${a!}), false)`,
});
/** A number from [0, 1), another for each row and run. */
export const rand = nullary<'rand', number>('rand', 'scalar', { returns: t.double, nullable: false, duckdb: () => 'random()' });
