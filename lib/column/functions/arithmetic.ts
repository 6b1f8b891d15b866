import { Column, columnExpression } from '../column.js';
import type { ColumnArg } from '../shape.js';
import type { Call, Expression } from '#lib/plan/expression.js';
import type { FunctionSpec } from '#lib/plan/function-spec.js';
import type { Kernel, KernelMaker } from '#lib/plan/kernel.js';
import { isNumeric } from '#lib/plan/common-type.js';
import { decimalValue } from '#lib/plan/cast/decimal-value.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType, DecimalType } from '#lib/types/data-type.js';
import { bindArithmetic, isInterval, isTimestamp, mismatch } from './arithmetic-binding.js';
import { decimalArithmetic, divisionByZero } from './decimal-arithmetic.js';
import { spec, type Nary } from './define.js';
import { intervalDiv, intervalNegative, intervalPlus, intervalScaled, timePlusInterval } from './interval-arithmetic.js';
import { raise } from './operators.js';

const divideByZero = raise('DIVIDE_BY_ZERO', 'Division by zero. Use try_divide to get null instead.');
const remainderByZero = raise('REMAINDER_BY_ZERO', 'Remainder by zero. Use try_mod to get null instead.');
const MICROS_PER_DAY = '86400000000';

/** DuckDB's text of an operator on numbers of one type. */
const NUMBERS: Readonly<Record<string, (a: string, b: string) => string>> = {
  '+': (a, b) => `(${a} + ${b})`,
  '-': (a, b) => `(${a} - ${b})`,
  '*': (a, b) => `(${a} * ${b})`,
  '/': (a, b) => `(${a} / CASE WHEN ${b} = 0 THEN ${divideByZero} ELSE ${b} END)`,
  '%': (a, b) => `(${a} % CASE WHEN ${b} = 0 THEN ${remainderByZero} ELSE ${b} END)`,
  div: (a, b) => `(${a} // CASE WHEN ${b} = 0 THEN ${divideByZero} ELSE ${b} END)`,
};

/** An arithmetic operator of numbers, dates, timestamps and intervals; `trying` gives null where the operator fails. */
function arithmetic(name: string, op: string, trying = false): FunctionSpec {
  const table = spec(name, 'scalar', { args: ['any', 'any'], returns: t.double });
  return Object.freeze({
    ...table,
    bind(args, call) {
      table.bind(args, call);
      const bound = bindArithmetic(op, args[0]!, args[1]!);
      return { ...bound, nullable: trying || bound.nullable };
    },
    sql([a, b], call) {
      const types = call.args.map(typeOf);
      return timeSql(op, a!, b!, types) ?? (trying ? tryingSql(op, a!, b!, call.type!) : NUMBERS[op]!(a!, b!));
    },
    kernel(call) {
      const make = kernelFor(op, call.args.map(typeOf), call.type!, trying);
      return make && ({ make: trying ? orNull(make) : make } satisfies Kernel);
    },
  } satisfies FunctionSpec);
}

/** Whole numbers are computed with room to spare, and null where the result needs it. */
function tryingSql(op: string, a: string, b: string, type: DataType): string {
  if (op === '/' || op === '%') return `(${a} ${op} nullif(${b}, 0))`;
  const whole = WHOLE[type.kind];
  return whole === undefined ? NUMBERS[op]!(a, b) : `TRY_CAST(CAST(${a} AS HUGEINT) ${op} CAST(${b} AS HUGEINT) AS ${whole})`;
}
const WHOLE: Readonly<Record<string, string>> = { byte: 'TINYINT', short: 'SMALLINT', integer: 'INTEGER', long: 'BIGINT' };

const orNull =
  (make: KernelMaker): KernelMaker =>
  (types, returns, session) => {
    const call = make(types, returns, session);
    return (...values) => {
      try {
        return call(...values);
      } catch (error) {
        if (error instanceof Error && 'sqlState' in error) return null;
        throw error;
      }
    };
  };

/** Days are added by DuckDB, and differences of times taken. */
function timeSql(op: string, a: string, b: string, [x, y]: readonly DataType[]): string | undefined {
  if (x!.kind === 'date' && y!.kind === 'integer') return `CAST(${a} ${op} ${b} AS DATE)`;
  if (x!.kind === 'date' && y!.kind === 'date') return `(CAST(${a} - ${b} AS BIGINT) * ${MICROS_PER_DAY})`;
  if (x!.kind === 'timestamp_ntz' && y!.kind === 'timestamp_ntz') return `(epoch_us(${a}) - epoch_us(${b}))`;
  return undefined;
}

function kernelFor(op: string, types: readonly DataType[], returns: DataType, trying: boolean): KernelMaker | undefined {
  const [x, y] = types as [DataType, DataType];
  if (op === 'div' && isInterval(x)) return intervalDiv;
  if (isInterval(x)) return op === '*' || op === '/' ? intervalScaled(op) : intervalPlus(op === '+' ? 1 : -1);
  if (isInterval(y) && (x.kind === 'date' || isTimestamp(x))) return timePlusInterval(op === '+' ? 1 : -1);
  if (x.kind === 'decimal' && op === 'div') return decimalDiv;
  if (x.kind === 'decimal' && returns.kind === 'decimal' && (trying || !isDuckdbDecimal(op, x, y as DecimalType, returns)))
    return () => decimalArithmetic(op, returns, trying);
  return op === 'pmod' && x.kind !== 'decimal' ? pmodOf : undefined;
}

/** Whether DuckDB's result is Spark's: it counts digits in the same way as long as 38 suffice. */
function isDuckdbDecimal(op: string, a: DecimalType, b: DecimalType, result: DecimalType): boolean {
  if (op === '*') return a.precision + b.precision < 38 && result.precision < 38;
  return (op === '+' || op === '-') && result.precision < 38;
}

const decimalDiv: KernelMaker = () => (a: string, b: string) => {
  const [x, y] = [decimalValue(a)!, decimalValue(b)!];
  if (y.digits === 0n) return divisionByZero('/');
  return BigInt.asIntN(64, (x.digits * 10n ** BigInt(y.scale)) / (y.digits * 10n ** BigInt(x.scale)));
};

const pmodOf: KernelMaker = ([type]) => {
  if (type!.kind === 'long') return (a: bigint, b: bigint) => (b === 0n ? divisionByZero('pmod') : a % b < 0n ? ((a % b) + b) % b : a % b);
  return (a: number, b: number) => (b === 0 ? divisionByZero('pmod') : a % b < 0 ? ((a % b) + b) % b : a % b);
};

const div = arithmetic('div', 'div');

export const arithmeticOperators: readonly FunctionSpec[] = [
  arithmetic('+', '+'),
  arithmetic('-', '-'),
  arithmetic('*', '*'),
  arithmetic('/', '/'),
  arithmetic('%', '%'),
  Object.freeze({
    ...div,
    bind(args: readonly Expression[], call: Call) {
      const [a, b] = args;
      if (a === undefined || b === undefined || !isInterval(typeOf(a))) return div.bind(args, call);
      if (typeOf(b).kind !== typeOf(a).kind || typeOf(a).kind === 'interval') mismatch('div', a, b, 'BINARY_OP_DIFF_TYPES');
      return { args, type: t.long, nullable: true };
    },
  }),
  spec('negative', 'scalar', {
    args: ['any'],
    returns: (types, args) => (isInterval(types[0]!) || isNumeric(types[0]!) ? types[0]! : numberOnly('negative', args[0]!)),
    rewrite: ([e]) => [typeOf(e!).kind === 'string' || typeOf(e!).kind === 'null' ? asDouble(e!) : e!],
    duckdb: ([a]) => `(-${a!})`,
    kernel: { make: intervalNegative, for: (call) => isInterval(call.type!) },
  }),
];

const asDouble = (e: Expression): Expression => Object.freeze({ kind: 'cast', child: e, type: t.double, implicit: true });
const numberOnly = (op: string, e: Expression): never => mismatch(op, e, e, 'UNEXPECTED_INPUT_TYPE');

/** A builder of an operator that has a name. */
const named = (name: string, op: string, trying: boolean): Nary<any> =>
  Object.freeze(
    Object.assign(
      (...columns: ColumnArg[]): Column<string, any, any> => new Column({ kind: 'call', fn: name, args: columns.map(columnExpression) }),
      { spec: arithmetic(name, op, trying) },
    ),
  ) as unknown as Nary<any>;

/** The rest of a division that is never below zero for a positive divisor; an error for a divisor of 0. */
export const pmod = named('pmod', 'pmod', false);
/** The sum; null where it does not fit its type. */
export const tryAdd = named('try_add', '+', true);
export const trySubtract = named('try_subtract', '-', true);
export const tryMultiply = named('try_multiply', '*', true);
/** The quotient; null for a divisor of 0. */
export const tryDivide = named('try_divide', '/', true);
export const tryMod = named('try_mod', '%', true);
