import { AnalysisError } from '#lib/errors.js';
import { castTo } from '#lib/plan/cast-to.js';
import { commonType, decimalOf, isIntegral, isNumeric } from '#lib/plan/common-type.js';
import type { Expression } from '#lib/plan/expression.js';
import type { BoundCall } from '#lib/plan/function-spec.js';
import { showExpression } from '#lib/plan/show-expression.js';
import { nullableOf, typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType, DecimalType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { DECIMAL_RESULT } from './decimal-arithmetic.js';

export const isInterval = ({ kind }: DataType): boolean =>
  kind === 'day_time_interval' || kind === 'year_month_interval' || kind === 'interval';
export const isTimestamp = ({ kind }: DataType): boolean => kind === 'timestamp' || kind === 'timestamp_ntz';
const isFraction = ({ kind }: DataType): boolean => kind === 'float' || kind === 'double';

/** The operands of an arithmetic operator with Spark's casts, and the type of what it gives. */
export function bindArithmetic(op: string, a: Expression, b: Expression): BoundCall {
  const nullable = nullableOf(a) || nullableOf(b);
  const [args, type] = bindIntervals(op, a, b) ?? bindDates(op, a, b) ?? bindNumbers(op, a, b);
  return { args, type, nullable };
}

type Bound = readonly [args: readonly Expression[], type: DataType];

function bindIntervals(op: string, a: Expression, b: Expression): Bound | undefined {
  const [x, y] = [typeOf(a), typeOf(b)];
  if ((op === '*' || op === '/') && isInterval(x) && !isInterval(y)) return [[a, scaleOf(op, a, b)], scaled(x)];
  if (op === '*' && isInterval(y) && !isInterval(x)) return [[b, scaleOf(op, b, a)], scaled(y)];
  if (op !== '+' && op !== '-') return undefined;
  if (isInterval(x) && isInterval(y)) {
    const type = commonType(x, y);
    return type === undefined ? mismatch(op, a, b, 'UNEXPECTED_INPUT_TYPE') : [[castTo(a, type), castTo(b, type)], type];
  }
  if (isInterval(y)) return plusInterval(a, b) ?? mismatch(op, a, b, 'UNEXPECTED_INPUT_TYPE');
  return isInterval(x) && op === '+' ? (plusInterval(b, a) ?? mismatch(op, a, b, 'UNEXPECTED_INPUT_TYPE')) : undefined;
}

/** What an interval of a type becomes when it is multiplied: it may need all the units of its kind. */
const scaled = (type: DataType): DataType =>
  type.kind === 'day_time_interval' ? t.dayTimeInterval : type.kind === 'year_month_interval' ? t.yearMonthInterval : type;

function scaleOf(op: string, interval: Expression, number: Expression): Expression {
  const type = typeOf(number);
  if (type.kind === 'string' || type.kind === 'null' || typeOf(interval).kind === 'interval') return castTo(number, t.double);
  return isNumeric(type) ? number : mismatch(op, interval, number, 'BINARY_OP_DIFF_TYPES');
}

function plusInterval(time: Expression, interval: Expression): Bound | undefined {
  const [type, by] = [typeOf(time), typeOf(interval)];
  if (type.kind === 'null') return [[castTo(time, by), interval], by];
  if (type.kind === 'string') return [[castTo(time, t.timestamp), interval], t.string];
  if (type.kind === 'date' && by.kind === 'day_time_interval')
    return by.end === 'day' ? [[time, castTo(interval, t.integer)], t.date] : [[castTo(time, t.timestamp), interval], t.timestamp];
  return type.kind === 'date' || isTimestamp(type) ? [[time, interval], type] : undefined;
}

function bindDates(op: string, a: Expression, b: Expression): Bound | undefined {
  const [x, y] = [typeOf(a), typeOf(b)];
  const isTime = (type: DataType): boolean => type.kind === 'date' || isTimestamp(type);
  if (!isTime(x) && !isTime(y)) return undefined;
  if (op === '-' && (isTimestamp(x) || isTimestamp(y)) && [x, y].every((type) => isTime(type) || type.kind === 'string'))
    return [[localTime(a), localTime(b)], t.dayTimeInterval];
  if (op === '-' && (x.kind === 'date' || x.kind === 'string') && (y.kind === 'date' || y.kind === 'string'))
    return [[castTo(a, t.date), castTo(b, t.date)], t.dayTimeIntervalOf('day')];
  const days = ({ kind }: DataType): boolean => kind === 'byte' || kind === 'short' || kind === 'integer';
  if ((op === '+' || op === '-') && x.kind === 'date' && days(y)) return [[a, castTo(b, t.integer)], t.date];
  if (op === '+' && y.kind === 'date' && days(x)) return [[b, castTo(a, t.integer)], t.date];
  if ((op === '+' || op === '-') && isTime(x) && y.kind === 'null')
    return [[castTo(a, t.timestamp), castTo(b, t.dayTimeInterval)], t.timestamp];
  return mismatch(op, a, b, op === '+' && x.kind === 'date' ? 'UNEXPECTED_INPUT_TYPE' : 'BINARY_OP_DIFF_TYPES');
}

/** Timestamps are subtracted as clocks show them; text is one of the session's zone. */
const localTime = (e: Expression): Expression => castTo(typeOf(e).kind === 'string' ? castTo(e, t.timestamp) : e, t.timestampNtz);

function bindNumbers(op: string, first: Expression, second: Expression): Bound {
  const [a, b] = numbers(op, first, second);
  const [x, y] = [typeOf(a), typeOf(b)];
  if ((x.kind === 'decimal' || y.kind === 'decimal') && !isFraction(x) && !isFraction(y)) {
    const [p, q] = [decimalOperand(a), decimalOperand(b)];
    return [[castTo(a, p), castTo(b, q)], op === 'div' ? t.long : DECIMAL_RESULT[op]!(p, q)];
  }
  if (op === 'div' && (isFraction(x) || isFraction(y))) return mismatch(op, a, b, 'BINARY_OP_DIFF_TYPES');
  const type = op === '/' ? t.double : op === 'div' ? t.long : commonType(x, y)!;
  return [[castTo(a, type), castTo(b, type)], type];
}

/** Text beside a whole number is a bigint, beside another number a double; null is what the other one is. */
function numbers(op: string, a: Expression, b: Expression): [Expression, Expression] {
  const [x, y] = [typeOf(a), typeOf(b)];
  const beside = (e: Expression, other: DataType): Expression => {
    const type = typeOf(e);
    if (isNumeric(type)) return e;
    if (type.kind === 'null') return castTo(e, isNumeric(other) ? other : op === 'div' ? t.long : t.double);
    if (type.kind !== 'string' || other.kind === 'string') return mismatch(op, a, b, wrongBoth(x, y));
    return castTo(e, isIntegral(other) ? t.long : t.double);
  };
  return [beside(a, y), beside(b, x)];
}

const wrongBoth = (x: DataType, y: DataType): string => (t.sameType(x, y) ? 'BINARY_OP_WRONG_TYPE' : 'BINARY_OP_DIFF_TYPES');

/** The decimal that an operand of decimal arithmetic becomes: a whole literal takes only the digits that it has. */
function decimalOperand(e: Expression): DecimalType {
  if (e.kind !== 'literal' || e.value === null || !isIntegral(e.type)) return decimalOf(typeOf(e));
  return t.decimal(String(e.value as number).replace('-', '').length, 0);
}

export function mismatch(op: string, a: Expression, b: Expression, reason: string): never {
  const shown = [a, b].map((e) => `${showExpression(e)}, which is ${typeName(typeOf(e))}`).join(', and ');
  throw new AnalysisError(`DATATYPE_MISMATCH.${reason}`, `The operands of '${op}' must fit each other; got ${shown}. Cast them.`, {
    sqlState: '42K09',
  });
}
