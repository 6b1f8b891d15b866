/**
 * The types of Spark SQL as frozen plain data, so that a type travels in a plan to a worker or a cluster unchanged.
 * Vectors are ours: on Spark they are VectorUDT.
 */
export type DataType =
  | SimpleType
  | DecimalType
  | TimeType
  | DayTimeIntervalType
  | YearMonthIntervalType
  | ArrayType
  | MapType
  | StructType
  | VectorType;

export type SimpleName =
  | 'null'
  | 'boolean'
  | 'byte'
  | 'short'
  | 'integer'
  | 'long'
  | 'float'
  | 'double'
  | 'string'
  | 'binary'
  | 'date'
  | 'timestamp'
  | 'timestamp_ntz'
  | 'interval'
  | 'variant';

export interface SimpleType {
  readonly kind: SimpleName;
}
export interface DecimalType {
  readonly kind: 'decimal';
  readonly precision: number;
  readonly scale: number;
}
/** A time of day in microseconds from midnight; `precision` says how many digits of the second's fraction it keeps. */
export interface TimeType {
  readonly kind: 'time';
  readonly precision: number;
}
export type DayTimeUnit = 'day' | 'hour' | 'minute' | 'second';
export type YearMonthUnit = 'year' | 'month';

/** A length of time in microseconds, named by its largest and smallest unit. */
export interface DayTimeIntervalType {
  readonly kind: 'day_time_interval';
  readonly start: DayTimeUnit;
  readonly end: DayTimeUnit;
}
/** A length of time in months, named by its largest and smallest unit. */
export interface YearMonthIntervalType {
  readonly kind: 'year_month_interval';
  readonly start: YearMonthUnit;
  readonly end: YearMonthUnit;
}
export interface ArrayType {
  readonly kind: 'array';
  readonly element: DataType;
  readonly containsNull: boolean;
}
export interface MapType {
  readonly kind: 'map';
  readonly key: DataType;
  readonly value: DataType;
  readonly valueContainsNull: boolean;
}
export interface StructType {
  readonly kind: 'struct';
  readonly fields: readonly Field[];
}

/**
 * A vector of ML. Dense is Arrow's FixedSizeList of `size` numbers; sparse is a struct of size, indices and values.
 * The column says which, never the row.
 */
export interface VectorType {
  readonly kind: 'vector';
  readonly layout: 'dense' | 'sparse';
  readonly element: 'float' | 'double';
  readonly size: number;
}

export interface Field {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

const simple = <K extends SimpleName>(kind: K): SimpleType & { readonly kind: K } => Object.freeze({ kind });

export const nullType = simple('null');
export const boolean = simple('boolean');
export const byte = simple('byte');
export const short = simple('short');
export const integer = simple('integer');
export const long = simple('long');
export const float = simple('float');
export const double = simple('double');
export const string = simple('string');
export const binary = simple('binary');
export const date = simple('date');
export const timestamp = simple('timestamp');
export const timestampNtz = simple('timestamp_ntz');
/** The calendar interval: months, days and microseconds, none of which is a number of the others. */
export const interval = simple('interval');
/** A value that brings its own type with it, in Spark's binary encoding: anything that JSON can say, and times, binary and floats besides. */
export const variant = simple('variant');

/** The time of day with so many digits of the second's fraction (0 to 6). */
export const time = (precision = 6): TimeType => Object.freeze({ kind: 'time', precision });

export const DAY_TIME_UNITS: readonly DayTimeUnit[] = ['day', 'hour', 'minute', 'second'];
export const YEAR_MONTH_UNITS: readonly YearMonthUnit[] = ['year', 'month'];

/** An interval of microseconds from `start` down to `end`. */
export const dayTimeIntervalOf = (start: DayTimeUnit, end: DayTimeUnit = start): DayTimeIntervalType =>
  Object.freeze({ kind: 'day_time_interval', start, end });
/** An interval of months from `start` down to `end`. */
export const yearMonthIntervalOf = (start: YearMonthUnit, end: YearMonthUnit = start): YearMonthIntervalType =>
  Object.freeze({ kind: 'year_month_interval', start, end });
export const dayTimeInterval = dayTimeIntervalOf('day', 'second');
export const yearMonthInterval = yearMonthIntervalOf('year', 'month');

/** A decimal of `precision` digits in all, `scale` of them after the point (Spark's default is 10, 0). */
export const decimal = (precision = 10, scale = 0): DecimalType => Object.freeze({ kind: 'decimal', precision, scale });

/** A list of `element`s. */
export const array = (element: DataType, containsNull = true): ArrayType => Object.freeze({ kind: 'array', element, containsNull });

/** A map from `key` to `value`. */
export const map = (key: DataType, value: DataType, valueContainsNull = true): MapType =>
  Object.freeze({ kind: 'map', key, value, valueContainsNull });

/** A record of named fields; a DataFrame's schema is one. */
export const struct = (fields: readonly Field[]): StructType => Object.freeze({ kind: 'struct', fields: Object.freeze([...fields]) });

/** A dense vector of `size` numbers. */
export const vector = (size: number, element: VectorType['element'] = 'double'): VectorType =>
  Object.freeze({ kind: 'vector', layout: 'dense', element, size });

/** One field of a struct. */
export const field = (name: string, type: DataType, nullable = true, metadata?: Field['metadata']): Field =>
  Object.freeze(metadata === undefined ? { name, type, nullable } : { name, type, nullable, metadata: Object.freeze(metadata) });

/** Whether two types hold the same values; the nullability of their parts is not compared. */
export function sameType(a: DataType, b: DataType): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'decimal':
      return a.precision === (b as DecimalType).precision && a.scale === (b as DecimalType).scale;
    case 'time':
      return a.precision === (b as TimeType).precision;
    case 'day_time_interval':
    case 'year_month_interval': {
      const other = b as DayTimeIntervalType | YearMonthIntervalType;
      return a.start === other.start && a.end === other.end;
    }
    case 'array':
      return sameType(a.element, (b as ArrayType).element);
    case 'map':
      return sameType(a.key, (b as MapType).key) && sameType(a.value, (b as MapType).value);
    case 'struct': {
      const other = (b as StructType).fields;
      return a.fields.length === other.length && a.fields.every((f, i) => f.name === other[i]!.name && sameType(f.type, other[i]!.type));
    }
    case 'vector': {
      const v = b as VectorType;
      return a.layout === v.layout && a.element === v.element && a.size === v.size;
    }
    default:
      return true;
  }
}
