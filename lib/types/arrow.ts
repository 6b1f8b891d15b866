import * as arrow from 'apache-arrow';
import { AnalysisError } from '#lib/errors.js';
import * as t from './data-type.js';
import type { DataType, Field, StructType } from './data-type.js';

/** Arrow's metadata key under which a field says what Arrow's own types cannot: vectors, intervals, ML attributes. */
const KEY = 'kindling';

/** The Arrow type that carries a type: long is Int64, string Utf8, a dense vector FixedSizeList. */
export function toArrowType(type: DataType): arrow.DataType {
  switch (type.kind) {
    case 'null':
      return new arrow.Null();
    case 'boolean':
      return new arrow.Bool();
    case 'byte':
      return new arrow.Int8();
    case 'short':
      return new arrow.Int16();
    case 'integer':
      return new arrow.Int32();
    case 'long':
      return new arrow.Int64();
    case 'float':
      return new arrow.Float32();
    case 'double':
      return new arrow.Float64();
    case 'string':
      return new arrow.Utf8();
    case 'binary':
      return new arrow.Binary();
    case 'date':
      return new arrow.DateDay();
    case 'timestamp':
      return new arrow.TimestampMicrosecond('UTC');
    case 'timestamp_ntz':
      return new arrow.TimestampMicrosecond();
    case 'day_time_interval':
      return new arrow.Int64();
    case 'year_month_interval':
      return new arrow.Int32();
    case 'time':
      return new arrow.TimeMicrosecond();
    case 'interval':
      return new arrow.Struct<any>([
        new arrow.Field('months', new arrow.Int32(), false),
        new arrow.Field('days', new arrow.Int32(), false),
        new arrow.Field('microseconds', new arrow.Int64(), false),
      ]);
    case 'variant':
      return new arrow.Struct<any>([
        new arrow.Field('value', new arrow.Binary(), false),
        new arrow.Field('metadata', new arrow.Binary(), false),
      ]);
    case 'decimal':
      return new arrow.Decimal(type.scale, type.precision, 128);
    case 'array':
      return new arrow.List(toArrowField(t.field('element', type.element)));
    case 'map': {
      const entry = new arrow.Struct([toArrowField(t.field('key', type.key, false)), toArrowField(t.field('value', type.value))]);
      return new arrow.Map_(new arrow.Field('entries', entry as never, false)) as unknown as arrow.DataType;
    }
    case 'struct':
      return new arrow.Struct(type.fields.map(toArrowField));
    case 'vector': {
      const element = type.element === 'float' ? new arrow.Float32() : new arrow.Float64();
      if (type.layout === 'dense') return new arrow.FixedSizeList(type.size, new arrow.Field<arrow.DataType>('element', element, false));
      return new arrow.Struct<any>([
        new arrow.Field('size', new arrow.Int32(), false),
        new arrow.Field('indices', new arrow.List(new arrow.Field('element', new arrow.Int32(), false)), false),
        new arrow.Field('values', new arrow.List(new arrow.Field<arrow.DataType>('element', element, false)), false),
      ]);
    }
  }
}

/** The Arrow field of a field; what Arrow cannot say goes into its metadata, so that `fromArrowField` gives the same back. */
export function toArrowField(f: Field): arrow.Field {
  const extra: Record<string, unknown> = {};
  if (needsHint(f.type)) extra['type'] = f.type;
  if (f.metadata !== undefined) extra['metadata'] = f.metadata;
  const hints = Object.keys(extra).length === 0 ? undefined : new Map([[KEY, JSON.stringify(extra)]]);
  return new arrow.Field(f.name, toArrowType(f.type), f.nullable, hints);
}

const needsHint = (type: DataType): boolean =>
  type.kind === 'vector' ||
  type.kind === 'day_time_interval' ||
  type.kind === 'year_month_interval' ||
  type.kind === 'interval' ||
  type.kind === 'variant' ||
  (type.kind === 'time' && type.precision !== 6);

export const toArrowSchema = (schema: StructType): arrow.Schema => new arrow.Schema(schema.fields.map(toArrowField));

export const fromArrowSchema = (schema: arrow.Schema): StructType => t.struct(schema.fields.map(fromArrowField));

export function fromArrowField(f: arrow.Field): Field {
  const hints = f.metadata.get(KEY);
  const extra = hints === undefined ? {} : (JSON.parse(hints) as { type?: DataType; metadata?: Field['metadata'] });
  return t.field(f.name, extra.type ?? fromArrowType(f.type, f.name), f.nullable, extra.metadata);
}

/** The type that an Arrow type carries. Unsigned integers widen; dictionaries become what they hold. */
export function fromArrowType(type: arrow.DataType, name = 'value'): DataType {
  if (arrow.DataType.isNull(type)) return t.nullType;
  if (arrow.DataType.isBool(type)) return t.boolean;
  if (arrow.DataType.isInt(type)) return intType(type);
  if (arrow.DataType.isFloat(type)) return type.precision === arrow.Precision.DOUBLE ? t.double : t.float;
  if (arrow.DataType.isUtf8(type) || arrow.DataType.isLargeUtf8(type)) return t.string;
  if (arrow.DataType.isBinary(type) || arrow.DataType.isLargeBinary(type) || arrow.DataType.isFixedSizeBinary(type)) return t.binary;
  if (arrow.DataType.isDate(type)) return t.date;
  if (arrow.DataType.isTimestamp(type)) return type.timezone ? t.timestamp : t.timestampNtz;
  if (arrow.DataType.isTime(type)) return t.time();
  if (arrow.DataType.isDuration(type)) return t.dayTimeInterval;
  if (arrow.DataType.isInterval(type)) return type.unit === arrow.IntervalUnit.YEAR_MONTH ? t.yearMonthInterval : t.interval;
  if (arrow.DataType.isDecimal(type)) return t.decimal(type.precision, type.scale);
  if (arrow.DataType.isDictionary(type)) return fromArrowType(type.dictionary as arrow.DataType, name);
  if (arrow.DataType.isStruct(type)) return t.struct(type.children.map((c) => fromArrowField(c)));
  if (arrow.DataType.isMap(type)) {
    const entry = type.children[0]!.type as unknown as arrow.Struct;
    return t.map(fromArrowField(entry.children[0] as arrow.Field).type, fromArrowField(entry.children[1] as arrow.Field).type);
  }
  if (arrow.DataType.isList(type) || arrow.DataType.isFixedSizeList(type)) {
    const element = type.children[0] as arrow.Field;
    return t.array(fromArrowField(element).type, element.nullable);
  }
  throw new AnalysisError(
    'UNSUPPORTED_ARROWTYPE',
    `Column '${name}' has Arrow type ${String(type)}, which has no Spark type. Cast it before it comes here.`,
    { sqlState: '0A000' },
  );
}

function intType(type: arrow.Int): DataType {
  const bits = type.bitWidth * (type.isSigned ? 1 : 2);
  if (bits <= 8) return t.byte;
  if (bits <= 16) return t.short;
  if (bits <= 32) return t.integer;
  return bits <= 64 ? t.long : t.decimal(20, 0);
}
