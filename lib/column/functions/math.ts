import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { signed } from './arithmetic-binding.js';
import { implicitCast } from '#lib/plan/cast-to.js';
import { typeOf } from '#lib/plan/type-of.js';
import { nary, nullary, scalar, type Unary } from './define.js';
import { convert } from './kernels/convert-base.js';
import { bucketOf } from './kernels/width-bucket.js';

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

const through = <F extends string>(name: F, call: (x: number) => number | null): Unary<F, number> =>
  scalar<F, number>(name, { args: [t.double], returns: t.double, kernel: { make: () => call } });
export const asinh = through('asinh', Math.asinh);
export const acosh = through('acosh', Math.acosh);
export const atanh = through('atanh', Math.atanh);
/** `exp(x) - 1`, exact near 0. */
export const expm1 = through('expm1', Math.expm1);
/** The natural logarithm of `1 + x`, exact near 0; null where `x` is -1 or less. */
export const log1p = scalar<'log1p', number | null>('log1p', {
  args: [t.double],
  returns: t.double,
  nullable: true,
  kernel: { make: () => (x: number) => (x <= -1 ? null : Math.log1p(x)) },
});
/** The logarithm: of one argument the natural one, of two that of the second to the base of the first; null outside its domain. */
export const log = nary<number | null>('log', {
  args: [t.double, t.double],
  min: 1,
  returns: t.double,
  nullable: true,
  duckdb: ([a, b]) =>
    b === undefined
      ? `CASE WHEN ${a!} <= 0 THEN NULL ELSE ln(${a!}) END`
      : `CASE WHEN ${a!} <= 0 OR ${b} <= 0 THEN NULL ELSE ln(${b}) / ln(${a!}) END`,
});
export const cot = double('cot', ([a]) => `(1 / tan(${a!}))`);
export const csc = double('csc', ([a]) => `(1 / sin(${a!}))`);
export const sec = double('sec', ([a]) => `(1 / cos(${a!}))`);
/** The nearest whole number, as a double; of two, the even one. */
export const rint = double('rint', ([a]) => `round_even(${a!}, 0)`);
export const hypot = nary<number>('hypot', { args: [t.double, t.double], returns: t.double, kernel: { make: () => Math.hypot } });
export const e = nullary<'e', number>('e', 'scalar', { returns: t.double, nullable: false, duckdb: () => '2.718281828459045::DOUBLE' });
export const pi = nullary<'pi', number>('pi', 'scalar', { returns: t.double, nullable: false, duckdb: () => 'pi()' });
/** The product of the whole numbers up to the argument; null below 0 and above 20. */
export const factorial = scalar<'factorial', number | null>('factorial', {
  args: [t.integer],
  returns: t.long,
  nullable: true,
  duckdb: ([n]) => `CASE WHEN ${n!} BETWEEN 0 AND 20 THEN factorial(${n!})::BIGINT END`,
});
/** The argument as it is. */
export const positive = scalar<'positive', number>('positive', { args: ['number'], returns: first, duckdb: ([a]) => a! });
/** The digits of a whole number to the base 2; of a negative one, of its two's complement. */
export const bin = scalar<'bin', string>('bin', {
  args: [t.long],
  returns: t.string,
  kernel: { make: () => (n: bigint) => BigInt.asUintN(64, n).toString(2) },
});
/** The digits of a number to one base, to another: unsigned, or signed where the target is negative. Null for bases outside 2 to 36. */
export const conv = scalar<'conv', string | null, [from: number, to: number]>('conv', {
  args: [t.string, t.integer, t.integer],
  returns: t.string,
  nullable: true,
  kernel: { make: () => convert },
});
/** Which of `buckets` equal parts of the range a value is in, counted from 1; 0 below and `buckets + 1` above it. */
export const widthBucket = nary<number | null>('width_bucket', {
  args: ['any', 'any', 'any', t.long],
  returns: t.long,
  nullable: true,
  rewrite: (args) => args.map((e, i) => (i === 3 || INTERVALS.includes(typeOf(e).kind) ? e : implicitCast(e, t.double, 'width_bucket', i))),
  kernel: { make: () => bucketOf },
});
const INTERVALS = ['day_time_interval', 'year_month_interval'];
