import * as arrow from 'apache-arrow';
import { AnalysisError } from '#lib/errors.js';

/** The leaves whose format is a fixed text, both ways (Arrow C data interface, "Data type description"). */
const leaves: readonly (readonly [format: string, make: () => arrow.DataType])[] = [
  ['n', () => new arrow.Null()],
  ['b', () => new arrow.Bool()],
  ['c', () => new arrow.Int8()],
  ['C', () => new arrow.Uint8()],
  ['s', () => new arrow.Int16()],
  ['S', () => new arrow.Uint16()],
  ['i', () => new arrow.Int32()],
  ['I', () => new arrow.Uint32()],
  ['l', () => new arrow.Int64()],
  ['L', () => new arrow.Uint64()],
  ['f', () => new arrow.Float32()],
  ['g', () => new arrow.Float64()],
  ['u', () => new arrow.Utf8()],
  ['U', () => new arrow.LargeUtf8()],
  ['z', () => new arrow.Binary()],
  ['Z', () => new arrow.LargeBinary()],
  ['tdD', () => new arrow.DateDay()],
  ['tdm', () => new arrow.DateMillisecond()],
  ['tts', () => new arrow.TimeSecond()],
  ['ttm', () => new arrow.TimeMillisecond()],
  ['ttu', () => new arrow.TimeMicrosecond()],
  ['ttn', () => new arrow.TimeNanosecond()],
  ['tDs', () => new arrow.DurationSecond()],
  ['tDm', () => new arrow.DurationMillisecond()],
  ['tDu', () => new arrow.DurationMicrosecond()],
  ['tDn', () => new arrow.DurationNanosecond()],
  ['tiM', () => new arrow.IntervalYearMonth()],
  ['tin', () => new arrow.IntervalMonthDayNano()],
];

const makers = new Map(leaves);
const formats = new Map(leaves.map(([format, make]) => [String(make()), format]));
const timestampUnits = 'smun';

/** The Arrow type of a format text; `children` are the fields below it. Undefined for a type that apache-arrow or we do not carry. */
export function typeOfFormat(format: string, children: arrow.Field[]): arrow.DataType | undefined {
  const leaf = makers.get(format);
  if (leaf !== undefined) return leaf();
  if (format === '+l') return new arrow.List(children[0]!);
  if (format === '+s') return new arrow.Struct(children);
  if (format === '+m') return new arrow.Map_(children[0] as arrow.Field<any>);
  const [kind = '', details = ''] = format.split(/:(.*)/s);
  if (kind === '+w') return new arrow.FixedSizeList(Number(details), children[0]!);
  if (kind === 'd') {
    const [precision, scale, bits = 128] = details.split(',').map(Number);
    return bits === 128 ? new arrow.Decimal(scale!, precision!, bits) : undefined;
  }
  if (kind.length === 3 && kind.startsWith('ts'))
    return new arrow.Timestamp(timestampUnits.indexOf(kind[2]!), details === '' ? null : details);
  return undefined;
}

/** The format text of an Arrow type in normal form. Throws for the types that DuckDB reads wrongly or not at all. */
export function formatOfType(type: arrow.DataType, name: string): string {
  if (arrow.DataType.isTimestamp(type)) return `ts${timestampUnits[type.unit]}:${type.timezone ?? ''}`;
  if (arrow.DataType.isDecimal(type) && type.bitWidth === 128) return `d:${type.precision},${type.scale}`;
  if (arrow.DataType.isList(type)) return '+l';
  if (arrow.DataType.isStruct(type)) return '+s';
  if (arrow.DataType.isMap(type)) return '+m';
  if (arrow.DataType.isFixedSizeList(type)) return `+w:${type.listSize}`;
  const format = formats.get(String(type));
  if (format !== undefined) return format;
  throw new AnalysisError(
    'UNSUPPORTED_ARROWTYPE',
    `Column '${name}' has Arrow type ${String(type)}, which DuckDB does not take. Cast it before it comes here.`,
    {
      sqlState: '0A000',
    },
  );
}
