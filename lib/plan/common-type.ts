import * as t from '#lib/types/data-type.js';
import type { DataType, DecimalType } from '#lib/types/data-type.js';

const NUMERIC = ['byte', 'short', 'integer', 'long', 'decimal', 'float', 'double'] as const;
const DIGITS: Readonly<Record<string, number>> = { byte: 3, short: 5, integer: 10, long: 20 };

export const isNumeric = (type: DataType): boolean => (NUMERIC as readonly string[]).includes(type.kind);
export const isIntegral = (type: DataType): boolean => ['byte', 'short', 'integer', 'long'].includes(type.kind);

/** The decimal that holds every value of an integral type. */
export const decimalOf = (type: DataType): DecimalType => (type.kind === 'decimal' ? type : t.decimal(DIGITS[type.kind] ?? 38, 0));

/** A decimal cut to 38 digits as Spark cuts it: the digits before the point stay, and at least six after it where there were six. */
export function boundedDecimal(precision: number, scale: number): DecimalType {
  if (precision <= 38) return t.decimal(precision, scale);
  const whole = precision - scale;
  return t.decimal(38, Math.max(38 - whole, Math.min(scale, 6)));
}

/**
 * The type that two types meet in under Spark's ANSI rules, or undefined where they do not. A string meets a number in
 * bigint or double, and a date or timestamp in that.
 */
export function commonType(a: DataType, b: DataType): DataType | undefined {
  if (t.sameType(a, b)) return a;
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  if (isNumeric(a) && isNumeric(b)) return commonNumber(a, b);
  if (a.kind === 'string') return withString(b);
  if (b.kind === 'string') return withString(a);
  if (isTime(a) && isTime(b)) return a.kind === 'timestamp' || b.kind === 'timestamp' ? t.timestamp : t.timestampNtz;
  const units = commonInterval(a, b);
  if (units !== undefined) return units;
  if (a.kind === 'time' && b.kind === 'time') return t.time(Math.max(a.precision, b.precision));
  if (a.kind === 'array' && b.kind === 'array') {
    const element = commonType(a.element, b.element);
    return element && t.array(element, a.containsNull || b.containsNull);
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const key = commonType(a.key, b.key);
    const value = commonType(a.value, b.value);
    return key && value && t.map(key, value, a.valueContainsNull || b.valueContainsNull);
  }
  if (a.kind === 'struct' && b.kind === 'struct' && a.fields.length === b.fields.length) {
    const types = a.fields.map((f, i) => commonType(f.type, b.fields[i]!.type));
    return types.includes(undefined)
      ? undefined
      : t.struct(a.fields.map((f, i) => t.field(f.name, types[i]!, f.nullable || b.fields[i]!.nullable)));
  }
  return undefined;
}

/** The interval that has the units of both. */
function commonInterval(a: DataType, b: DataType): DataType | undefined {
  if (a.kind === 'day_time_interval' && b.kind === 'day_time_interval') {
    const places = [a.start, b.start, a.end, b.end].map((unit) => t.DAY_TIME_UNITS.indexOf(unit)) as [number, number, number, number];
    return t.dayTimeIntervalOf(t.DAY_TIME_UNITS[Math.min(places[0], places[1])]!, t.DAY_TIME_UNITS[Math.max(places[2], places[3])]);
  }
  if (a.kind === 'year_month_interval' && b.kind === 'year_month_interval')
    return t.yearMonthIntervalOf(a.start === b.start ? a.start : 'year', a.end === b.end ? a.end : 'month');
  return undefined;
}

function commonNumber(a: DataType, b: DataType): DataType {
  if (a.kind === 'double' || b.kind === 'double') return t.double;
  if (a.kind === 'decimal' || b.kind === 'decimal') {
    if (a.kind === 'float' || b.kind === 'float') return t.double;
    const x = decimalOf(a);
    const y = decimalOf(b);
    const scale = Math.max(x.scale, y.scale);
    return boundedDecimal(Math.max(x.precision - x.scale, y.precision - y.scale) + scale, scale);
  }
  if (a.kind === 'float' || b.kind === 'float') return a.kind === 'long' || b.kind === 'long' ? t.double : t.float;
  return NUMERIC.indexOf(a.kind as never) > NUMERIC.indexOf(b.kind as never) ? a : b;
}

const isTime = (type: DataType): boolean => ['date', 'timestamp', 'timestamp_ntz'].includes(type.kind);

function withString(other: DataType): DataType | undefined {
  if (isIntegral(other)) return t.long;
  if (isNumeric(other)) return t.double;
  return ['boolean', 'date', 'timestamp', 'timestamp_ntz', 'time', 'binary', 'variant'].includes(other.kind) ? other : undefined;
}
