/**
 * The types of Spark SQL as frozen plain data, so that a type travels in a plan to a worker or a cluster unchanged.
 * Vectors are ours: on Spark they are VectorUDT.
 */
export type DataType = SimpleType | DecimalType | ArrayType | MapType | StructType | VectorType;

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
  | 'day_time_interval'
  | 'year_month_interval';

export interface SimpleType {
  readonly kind: SimpleName;
}
export interface DecimalType {
  readonly kind: 'decimal';
  readonly precision: number;
  readonly scale: number;
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
export const dayTimeInterval = simple('day_time_interval');
export const yearMonthInterval = simple('year_month_interval');

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
