import * as arrow from 'apache-arrow';
import { ExecutionError } from '#lib/errors.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { readBinary } from './read-binary.js';
import { readDecimal } from './read-decimal.js';
import { readInterval } from './read-interval.js';
import { readArray, readMap, readStruct } from './read-nested.js';
import { readBoolean, readLong, readNumber } from './read-number.js';
import { readString } from './read-string.js';
import { readDate, readTimeOfDay, readTimestamp } from './read-time.js';
import { readVariant } from './read-variant.js';
import { readVector } from './read-vector.js';

export interface ReadOptions {
  /** What a long is: a number (an error where it is beyond 2^53), or a bigint. */
  readonly longs?: 'number' | 'bigint';
  /** What errors call the column. */
  readonly name?: string;
  /** Whether times are days and microseconds, structs arrays of their fields and maps arrays of pairs. */
  readonly raw?: boolean;
}

/** Gives the value of a row, null for null. Rows may be asked for in any order. */
export type Reader = (row: number) => any;

/** Makes a reader of rows that are not null. */
export type ValueReader<T extends DataType = DataType> = (type: T, data: arrow.Data, options: ReadOptions) => Reader;

interface Row<T extends DataType> {
  /** The Arrow types that are read as it. */
  readonly from: (type: arrow.DataType) => boolean;
  readonly reader: ValueReader<T>;
}

const { DataType: is } = arrow;
const isSmallNumber = (type: arrow.DataType): boolean => is.isFloat(type) || (is.isInt(type) && type.bitWidth <= 32);
const isBytes = (type: arrow.DataType): boolean => is.isBinary(type) || is.isLargeBinary(type) || is.isFixedSizeBinary(type);
const isText = (type: arrow.DataType): boolean => is.isUtf8(type) || is.isLargeUtf8(type);
const isList = (type: arrow.DataType): boolean => is.isList(type) || is.isFixedSizeList(type);
const isUnsignedLong = (type: arrow.DataType): boolean => is.isInt(type) && type.bitWidth === 64 && !type.isSigned;
const isLong = (type: arrow.DataType): boolean => (is.isInt(type) && !isUnsignedLong(type)) || isMicroseconds(type);
const isMicroseconds = (type: arrow.DataType): boolean => is.isDuration(type) && type.unit === arrow.TimeUnit.MICROSECOND;

const number: Row<any> = { from: isSmallNumber, reader: readNumber };
const long: Row<any> = { from: isLong, reader: readLong };
const timestamp: Row<any> = { from: is.isTimestamp, reader: readTimestamp };

/**
 * What each type is in JavaScript. Number for byte to integer, float and double; long by the option; decimal a string of
 * digits with its whole scale; binary a view of the bytes, not a copy; date a Date at midnight UTC; timestamps a Date,
 * whose milliseconds are rounded down; array an array, map a Map, struct an object, vector a DenseVector or SparseVector
 * over the column's memory; intervals their count of months or microseconds, calendar intervals a CalendarInterval; time of
 * day its text; variant a Variant over the column's bytes.
 */
const READERS: { readonly [K in DataType['kind']]: Row<any> } = {
  null: { from: is.isNull, reader: () => () => null },
  boolean: { from: is.isBool, reader: readBoolean },
  byte: number,
  short: number,
  integer: number,
  long,
  float: number,
  double: number,
  string: { from: isText, reader: readString },
  binary: { from: isBytes, reader: readBinary },
  date: { from: is.isDate, reader: readDate },
  timestamp,
  timestamp_ntz: timestamp,
  day_time_interval: long,
  year_month_interval: number,
  interval: {
    from: (type) => is.isStruct(type) || (is.isInterval(type) && type.unit === arrow.IntervalUnit.MONTH_DAY_NANO),
    reader: readInterval,
  },
  variant: { from: is.isStruct, reader: readVariant },
  time: { from: is.isTime, reader: readTimeOfDay },
  decimal: { from: (type) => is.isDecimal(type) || isUnsignedLong(type), reader: readDecimal },
  array: { from: isList, reader: readArray },
  map: { from: is.isMap, reader: readMap },
  struct: { from: is.isStruct, reader: readStruct },
  vector: { from: (type) => isList(type) || is.isStruct(type), reader: readVector },
};

/** A reader of a column, which may have any Arrow layout that `fromArrowType` takes for the type. */
export function columnReader(type: DataType, column: arrow.Data | arrow.Vector, options: ReadOptions = {}): Reader {
  if (!(column instanceof arrow.Vector)) return dataReader(type, column, options);
  if (column.data.length === 1) return dataReader(type, column.data[0]!, options);
  return chunkedReader(column.data.map((data) => ({ length: data.length, read: dataReader(type, data, options) })));
}

function dataReader(type: DataType, data: arrow.Data, options: ReadOptions): Reader {
  if (is.isNull(data.type)) return () => null;
  if (is.isDictionary(data.type)) return withNulls(data, readDictionary(type, data, options));
  const { from, reader } = READERS[type.kind];
  if (from(data.type)) return withNulls(data, reader(type, data, options));
  throw new ExecutionError(
    'UNSUPPORTED_ARROWTYPE',
    `Column '${options.name ?? 'value'}' must be ${typeName(type)}; got Arrow's ${String(data.type)}. Cast it before it comes here.`,
  );
}

function readDictionary(type: DataType, data: arrow.Data, options: ReadOptions): Reader {
  const keys = data.values as Int32Array;
  const read = columnReader(type, data.dictionary!, options);
  return (row) => read(Number(keys[row]));
}

function withNulls(data: arrow.Data, read: Reader): Reader {
  if (data.nullCount === 0) return read;
  const bits = data.nullBitmap;
  const offset = data.offset;
  return (row) => ((bits[(row + offset) >> 3]! >> ((row + offset) & 7)) & 1 ? read(row) : null);
}

/** Rows mostly come in order, so the chunk of the row before is tried first. */
function chunkedReader(chunks: readonly { readonly length: number; readonly read: Reader }[]): Reader {
  let chunk = 0;
  let start = 0;
  return (row) => {
    if (row < start) {
      chunk = 0;
      start = 0;
    }
    while (row - start >= chunks[chunk]!.length) start += chunks[chunk++]!.length;
    return chunks[chunk]!.read(row - start);
  };
}
