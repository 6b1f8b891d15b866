import * as arrow from 'apache-arrow';
import { toArrowType } from '#lib/types/arrow.js';
import type { DataType, DecimalType } from '#lib/types/data-type.js';
import { parseTime } from '#lib/time/parse-time.js';
import { Builder } from './builder.js';
import type { BuilderOptions } from './builder.js';
import { putDecimal } from './put-decimal.js';
import { exactly, grown, sharedArray } from './shared-memory.js';
import type { TypedArrayClass } from './shared-memory.js';
import { putBigint, putNumber } from './words.js';

/** How a type of fixed width is written: its array, elements a row, and the one check that also writes. */
export interface FixedFormat {
  readonly array: TypedArrayClass<any>;
  readonly stride: number;
  readonly expects: string;
  /** Writes the value at `row`; false where it does not fit. */
  put(values: any, row: number, value: {}): boolean;
}

const integer = (array: TypedArrayClass<any>, bits: number): FixedFormat => {
  const [min, max] = [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  return {
    array,
    stride: 1,
    expects: `a whole number between ${min} and ${max}`,
    put: (values: Int32Array, row, value) => {
      if (typeof value !== 'number' || !(value >= min && value <= max) || Math.trunc(value) !== value) return false;
      values[row] = value;
      return true;
    },
  };
};

const floating = (array: TypedArrayClass<any>): FixedFormat => ({
  array,
  stride: 1,
  expects: 'a number',
  put: (values: Float64Array, row, value) => {
    if (typeof value !== 'number') return false;
    values[row] = value;
    return true;
  },
});

const LONG_MAX = 2n ** 63n - 1n;
const long: FixedFormat = {
  array: Int32Array,
  stride: 2,
  expects: 'a whole number within ±2^53, or a bigint of 64 bits,',
  put: (words: Int32Array, row, value) => {
    if (typeof value === 'number' && Number.isSafeInteger(value)) putNumber(words, row, value);
    else if (typeof value === 'bigint' && value <= LONG_MAX && value >= -LONG_MAX - 1n) putBigint(words, row, value);
    else return false;
    return true;
  },
};

const DAY = 86_400_000;
const isTime = (value: unknown): value is Date => value instanceof Date && !Number.isNaN(value.getTime());

/** The day of a Date in UTC. */
const date: FixedFormat = {
  array: Int32Array,
  stride: 1,
  expects: 'a Date',
  put: (days: Int32Array, row, value) => {
    if (!isTime(value)) return false;
    days[row] = Math.floor(value.getTime() / DAY);
    return true;
  },
};

/** Microseconds: those of a Date end in three zeros. */
const timestamp: FixedFormat = {
  array: Int32Array,
  stride: 2,
  expects: 'a Date',
  put: (words: Int32Array, row, value) => {
    if (!isTime(value)) return false;
    const microseconds = value.getTime() * 1000;
    if (Number.isSafeInteger(microseconds)) putNumber(words, row, microseconds);
    else putBigint(words, row, BigInt(value.getTime()) * 1000n);
    return true;
  },
};

const DAY_MICROS = 86_400_000_000;

const microsOfDay: FixedFormat = {
  array: Int32Array,
  stride: 2,
  expects: 'microseconds from midnight',
  put: (words: Int32Array, row, value) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value >= DAY_MICROS) return false;
    putNumber(words, row, value);
    return true;
  },
};

const timeOfDay: FixedFormat = {
  ...microsOfDay,
  expects: "a time of day such as '09:30:00.5'",
  put: (words: Int32Array, row, value) => {
    const micros = typeof value === 'string' ? parseTime(value) : undefined;
    return micros !== undefined && microsOfDay.put(words, row, micros);
  },
};

const decimal = ({ precision, scale }: DecimalType): FixedFormat => ({
  array: Uint32Array,
  stride: 4,
  expects: `a string of digits, a number or a bigint with at most ${precision - scale} digits before the point`,
  put: (words: Uint32Array, row, value) => putDecimal(words, row, value, precision, scale),
});

const SIMPLE: Partial<Record<DataType['kind'], FixedFormat>> = {
  byte: integer(Int8Array, 8),
  short: integer(Int16Array, 16),
  integer: integer(Int32Array, 32),
  year_month_interval: integer(Int32Array, 32),
  long,
  day_time_interval: long,
  float: floating(Float32Array),
  double: floating(Float64Array),
  date,
  timestamp,
  timestamp_ntz: timestamp,
  time: timeOfDay,
};

/** Times as their counts of days and microseconds. */
const RAW: typeof SIMPLE = { date: SIMPLE.integer!, timestamp: long, timestamp_ntz: long, time: microsOfDay };

/** How a type is written, if it is one of fixed width. */
export const fixedFormat = (type: DataType, raw = false): FixedFormat | undefined =>
  type.kind === 'decimal' ? decimal(type) : ((raw ? RAW[type.kind] : undefined) ?? SIMPLE[type.kind]);

/** Columns whose rows all have one width. */
export class FixedBuilder extends Builder {
  readonly #format: FixedFormat;
  #values: any;

  constructor(type: DataType, options: BuilderOptions, format: FixedFormat) {
    super(type, options);
    this.#format = format;
    this.#values = sharedArray(format.array, this.capacity * format.stride);
  }

  protected get expects(): string {
    return this.#format.expects;
  }

  get byteLength(): number {
    return this.length * this.#format.stride * this.#format.array.BYTES_PER_ELEMENT;
  }

  protected write(value: {}, row: number): void {
    this.#makeRoom(row);
    if (!this.#format.put(this.#values, row, value)) this.mismatch(value);
  }

  protected writeNull(row: number): void {
    this.#makeRoom(row);
  }

  #makeRoom(row: number): void {
    const { array, stride } = this.#format;
    if (this.#values.length < (row + 1) * stride) this.#values = grown(array, this.#values, (row + 1) * stride);
  }

  finish(): arrow.Data {
    const { array, stride } = this.#format;
    return fixedData(this.type, exactly(array, this.#values, this.length * stride) as ArrayBufferView, this.frame());
  }
}

/** The column of an array that `put` filled. */
export function fixedData(
  type: DataType,
  values: ArrayBufferView,
  frame: { length: number; nullCount: number; nullBitmap: Uint8Array | undefined },
): arrow.Data {
  const arrowType = toArrowType(type) as arrow.Float64;
  const isWords = (arrowType.ArrayType as unknown) === BigInt64Array;
  const data = isWords ? new BigInt64Array(values.buffer, values.byteOffset, values.byteLength / 8) : values;
  return arrow.makeData({ type: arrowType, data: data as Float64Array, ...frame });
}
