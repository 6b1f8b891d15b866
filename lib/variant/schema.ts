import * as t from '#lib/types/data-type.js';
import type { DataType, DecimalType, StructType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import type { RawVariant } from './build.js';
import { isArrayAt, isObjectAt, nameOf, partsAt, scalarAt } from './read.js';
import { plainDecimal } from './scalar-text.js';

/** The type of the value at a place, as `schema_of_variant` sees it: items of different types have type variant, or meet in a number. */
export function variantType([bytes, metadata]: RawVariant, at = 0): DataType {
  if (isObjectAt(bytes, at)) {
    const parts = partsAt(bytes, at);
    return t.struct(
      Array.from({ length: parts.count }, (_, i) => t.field(nameOf(metadata, parts.id(i)), variantType([bytes, metadata], parts.start(i)))),
    );
  }
  if (isArrayAt(bytes, at)) {
    const parts = partsAt(bytes, at);
    let element: DataType = t.nullType;
    for (let i = 0; i < parts.count; i++) element = mergeTypes(element, variantType([bytes, metadata], parts.start(i)));
    return t.array(element);
  }
  const scalar = scalarAt(bytes, at);
  switch (scalar.kind) {
    case 'decimal': {
      const { digits, scale } = plainDecimal(scalar.digits, scalar.scale);
      return t.decimal(Math.max(scale, String(digits < 0n ? -digits : digits).length), scale);
    }
    case 'time':
      return t.time();
    case 'uuid':
      return t.string;
    default:
      return { kind: scalar.kind };
  }
}

/** The type that holds the values of both, or variant. */
export function mergeTypes(a: DataType, b: DataType): DataType {
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  if (a.kind === 'struct' && b.kind === 'struct') return mergeFields(a, b);
  if (a.kind === 'array' && b.kind === 'array') return t.array(mergeTypes(a.element, b.element));
  if (t.sameType(a, b)) return a;
  const [x, y] = [a, b].sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind)) as [DataType, DataType];
  if (!ORDER.includes(x.kind)) return t.variant;
  if (y.kind === 'decimal') return mergeDecimals(x.kind === 'long' ? t.decimal(20, 0) : (x as DecimalType), y);
  if (y.kind === 'float') return x.kind === 'long' ? t.float : t.variant;
  if (y.kind === 'double') return t.double;
  return TIMES.includes(x.kind) && TIMES.includes(y.kind) ? y : t.variant;
}

const TIMES = ['date', 'timestamp_ntz', 'timestamp'];
/** Of two the later one holds the other. */
const ORDER = ['long', 'decimal', 'float', 'double', ...TIMES];

function mergeDecimals(a: DecimalType, b: DecimalType): DataType {
  const scale = Math.max(a.scale, b.scale);
  const precision = Math.max(a.precision - a.scale, b.precision - b.scale) + scale;
  return precision > 38 ? t.double : t.decimal(precision, scale);
}

function mergeFields(a: StructType, b: StructType): DataType {
  const types = new Map(a.fields.map((f) => [f.name, f.type]));
  for (const { name, type } of b.fields) types.set(name, mergeTypes(types.get(name) ?? t.nullType, type));
  return t.struct([...types.keys()].sort().map((name) => t.field(name, types.get(name)!)));
}

/** The type as Spark writes a variant's: `OBJECT<a: BIGINT>`. */
export function variantTypeText(type: DataType): string {
  switch (type.kind) {
    case 'struct':
      return `OBJECT<${type.fields.map((f) => `${fieldName(f.name)}: ${variantTypeText(f.type)}`).join(', ')}>`;
    case 'array':
      return `ARRAY<${variantTypeText(type.element)}>`;
    default:
      return typeName(type).toUpperCase();
  }
}

const fieldName = (name: string): string => (/^\w+$/.test(name) && !/^\d+$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``);
