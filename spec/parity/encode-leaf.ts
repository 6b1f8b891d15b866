import * as arrow from 'apache-arrow';
import type { Encoder } from './encode.js';
import { Variant } from '#lib/variant/variant.js';
import { calendarIntervalText, durationText, periodText } from './interval-text.js';
import { dateText, instantText, localDateTimeText, localTimeText } from './time-text.js';

const { DataType: is } = arrow;

/** What makes the encoder of a type's columns; undefined where the Arrow type is not one of the type's. */
type Make = (data: arrow.Data) => Encoder | undefined;

/** By the names that Spark prints. */
const ENCODERS: readonly (readonly [type: RegExp, make: Make])[] = [
  [/^void$/, () => () => null],
  [/^boolean$/, booleans],
  [/^(tinyint|smallint|int)$/, (data) => (isWhole(data.type) ? (row) => Number(whole(data, row)) : undefined)],
  [/^bigint$/, wholes((value) => value.toString())],
  [/^float$/, (data) => (is.isFloat(data.type) ? (row) => special(shortest((data.values as Float32Array)[row]!)) : undefined)],
  [/^double$/, (data) => (is.isFloat(data.type) ? (row) => special((data.values as Float64Array)[row]!) : undefined)],
  [/^decimal\(/, (data) => (is.isDecimal(data.type) ? decimals(data, data.type) : undefined)],
  [/^(string|char|varchar|geometry|geography)/, texts],
  [/^binary$/, (data) => (isBytes(data.type) ? (row) => bytes(data, row).toString('base64') : undefined)],
  [/^date$/, dates],
  [/^timestamp_ntz/, timestamps(localDateTimeText)],
  [/^timestamp/, timestamps(instantText)],
  [/^time\(/, (data) => (is.isTime(data.type) ? (row) => localTimeText(whole(data, row) * unitNanos(data.type)) : undefined)],
  [/^interval (year|month)/, wholes(periodText)],
  [/^interval (day|hour|minute|second)/, wholes(durationText)],
  [/^interval$/, calendarIntervals],
  [/^variant$/, variants],
];

/** Encodes a column of a type that holds no other types. */
export function leafEncoder(type: string, data: arrow.Data): Encoder {
  const make = ENCODERS.find(([pattern]) => pattern.test(type))?.[1];
  const encode = make?.(data);
  if (encode === undefined) throw new TypeError(`A column of ${type} came as Arrow's ${String(data.type)}, which has no golden encoding`);
  return encode;
}

const isWhole = (type: arrow.DataType): boolean => is.isInt(type) || is.isDuration(type);
const isBytes = (type: arrow.DataType): boolean => is.isBinary(type) || is.isLargeBinary(type) || is.isFixedSizeBinary(type);
const whole = (data: arrow.Data, row: number): bigint => BigInt((data.values as BigInt64Array | Int32Array)[row]!);

function wholes(text: (value: bigint) => string): Make {
  return (data) => (isWhole(data.type) ? (row) => text(whole(data, row)) : undefined);
}

function booleans(data: arrow.Data): Encoder | undefined {
  const bits = data.values as Uint8Array;
  return is.isBool(data.type) ? (row) => ((bits[(row + data.offset) >> 3]! >> ((row + data.offset) & 7)) & 1) === 1 : undefined;
}

function texts(data: arrow.Data): Encoder | undefined {
  return is.isUtf8(data.type) || is.isLargeUtf8(data.type) ? (row) => bytes(data, row).toString('utf8') : undefined;
}

function bytes(data: arrow.Data, row: number): Buffer {
  const width = is.isFixedSizeBinary(data.type) ? data.type.byteWidth : undefined;
  const [start, end] =
    width === undefined ? [Number(data.valueOffsets[row]), Number(data.valueOffsets[row + 1])] : [row * width, (row + 1) * width];
  return Buffer.from((data.values as Uint8Array).subarray(start, end));
}

function decimals(data: arrow.Data, { scale, bitWidth }: arrow.Decimal): Encoder {
  const width = bitWidth / 32;
  const words = data.values as Uint32Array;
  return (row) => {
    let bits = 0n;
    for (let i = width - 1; i >= 0; i--) bits = (bits << 32n) | BigInt(words[row * width + i]! >>> 0);
    const unscaled = BigInt.asIntN(bitWidth, bits);
    const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
    const point = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
    return unscaled < 0n ? `-${point}` : point;
  };
}

function dates(data: arrow.Data): Encoder | undefined {
  if (!is.isDate(data.type)) return undefined;
  const perDay = data.type.unit === arrow.DateUnit.DAY ? 1n : 86_400_000n;
  return (row) => dateText(whole(data, row) / perDay);
}

function timestamps(text: (nanos: bigint) => string): Make {
  return (data) => (is.isTimestamp(data.type) ? (row) => text(whole(data, row) * unitNanos(data.type)) : undefined);
}

const unitNanos = (type: arrow.DataType): bigint => 1_000_000_000n / 1000n ** BigInt((type as arrow.Timestamp).unit);

/** The JSON of a struct of a variant's two parts. */
function variants(data: arrow.Data): Encoder | undefined {
  const [value, metadata] = data.children;
  if (!is.isStruct(data.type) || value === undefined || metadata === undefined) return undefined;
  return (row) => new Variant(bytes(value, row), bytes(metadata, row)).toString();
}

/** Arrow's own months, days and nanoseconds, or a struct of months, days and microseconds. */
function calendarIntervals(data: arrow.Data): Encoder | undefined {
  if (is.isInterval(data.type) && data.type.unit === arrow.IntervalUnit.MONTH_DAY_NANO) {
    const words = data.values as Int32Array;
    return (row) => {
      const nanos = (BigInt(words[row * 4 + 3]!) << 32n) | BigInt(words[row * 4 + 2]! >>> 0);
      return calendarIntervalText(BigInt(words[row * 4]!), BigInt(words[row * 4 + 1]!), nanos / 1000n);
    };
  }
  const [months, days, micros] = data.children;
  if (!is.isStruct(data.type) || months === undefined || days === undefined || micros === undefined) return undefined;
  return (row) => calendarIntervalText(whole(months, row), whole(days, row), whole(micros, row));
}

const special = (value: number): unknown => (Number.isFinite(value) ? value : String(value));

/** The number of fewest digits that is the same float. */
function shortest(value: number): number {
  for (let digits = 1; digits <= 9; digits++) {
    const near = Number(value.toPrecision(digits));
    if (Object.is(Math.fround(near), value)) return near;
  }
  return value;
}
