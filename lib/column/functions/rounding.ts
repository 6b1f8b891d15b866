import type { Expression } from '#lib/plan/expression.js';
import { isIntegral } from '#lib/plan/common-type.js';
import { castTo } from '#lib/plan/cast-to.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType, DecimalType } from '#lib/types/data-type.js';
import { scalar, type Row } from './define.js';
import { raise } from './operators.js';
import type { Rounding } from './kernels/decimal-digits.js';
import { rounder } from './kernels/round.js';

/** The scale of a call, which is constant; 0 where it is not given. */
const placesOf = (args: readonly Expression[]): number => {
  const e = args[1]?.kind === 'cast' ? args[1].child : args[1];
  if (e === undefined) return 0;
  if (e.kind === 'literal') return Number(e.value);
  return e.kind === 'call' && e.fn === 'negative' && e.args[0]?.kind === 'literal' ? -Number(e.args[0].value) : 0;
};

/** A decimal may need one more digit before the point: 9.9 becomes 10. */
function roundedDecimal({ precision, scale }: DecimalType, places: number): DataType {
  const whole = precision - scale + 1;
  if (places < 0) return t.decimal(Math.min(38, Math.max(whole, 1 - places)), 0);
  const kept = Math.min(scale, places);
  return t.decimal(Math.min(38, whole + kept), kept);
}
const rounded = (types: readonly DataType[], args: readonly Expression[]): DataType =>
  types[0]!.kind === 'decimal' ? roundedDecimal(types[0]!, placesOf(args)) : types[0]!;

const nearest = (rounding: Rounding): Row => ({
  args: ['number', t.integer],
  min: 1,
  returns: rounded,
  // a whole double is the same in binary and in digits, so DuckDB's rounding is Java's
  duckdb: ([a]) => `round(${a!}, 0)`,
  kernel: {
    make: (types, returns) => rounder(types, returns, rounding),
    for: ({ args, type }) => rounding !== 'half-up' || placesOf(args) !== 0 || args[1]?.kind === 'cast' || type!.kind !== 'double',
  },
});
/** Rounded half away from zero to `scale` decimals (0 if not given), in the type of its argument. */
export const round = scalar<'round', number, [scale?: number]>('round', nearest('half-up'));
/** Rounded half to even to `scale` decimals (0 if not given), in the type of its argument. */
export const bround = scalar<'bround', number, [scale?: number]>('bround', nearest('half-even'));

const DOUBLE_AS_DECIMAL = t.decimal(30, 15);
const DIGITS: Readonly<Record<string, DecimalType>> = {
  byte: t.decimal(3, 0),
  short: t.decimal(5, 0),
  integer: t.decimal(10, 0),
  long: t.decimal(20, 0),
  float: t.decimal(14, 7),
};
export const asDecimal = (e: Expression): Expression =>
  castTo(e, typeOf(e).kind === 'decimal' ? typeOf(e) : (DIGITS[typeOf(e).kind] ?? DOUBLE_AS_DECIMAL));

/** To a whole number, which is a bigint (an error where it does not fit), or to so many places, which is a decimal. */
const towards = (name: 'ceil' | 'floor'): Row => ({
  args: ['number', t.integer],
  min: 1,
  rewrite: ([a, places]) => (places === undefined ? [a!] : [asDecimal(a!), places]),
  returns: (types, args) => (types[0]!.kind === 'decimal' ? roundedDecimal(types[0]!, placesOf(args)) : t.long),
  duckdb: ([a], call) => {
    if (isIntegral(typeOf(call.args[0]!))) return `${a!}::BIGINT`;
    const whole = `${name}(${a!})`;
    const outside = raise('ARITHMETIC_OVERFLOW', 'The whole number does not fit bigint. Cast to decimal(38,0) first.');
    return `CASE WHEN isnan(${a!}) THEN 0 WHEN abs(${a!}) >= 9223372036854775808 THEN ${outside} ELSE ${whole}::BIGINT END`;
  },
  kernel: {
    make: (types, returns) => rounder(types, returns, name === 'ceil' ? 'ceiling' : 'floor'),
    for: ({ args }) => typeOf(args[0]!).kind === 'decimal',
  },
});
/** The largest whole number not above the argument, as a bigint; with a scale, a decimal of so many places. */
export const floor = scalar<'floor', number, [scale?: number]>('floor', towards('floor'));
/** The smallest whole number not below the argument, as a bigint; with a scale, a decimal of so many places. */
export const ceil = scalar<'ceil', number, [scale?: number]>('ceil', towards('ceil'));
