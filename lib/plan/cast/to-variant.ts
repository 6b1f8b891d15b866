import type { DataType } from '#lib/types/data-type.js';
import { buildVariant } from '#lib/variant/build.js';
import type { RawVariant } from '#lib/variant/build.js';
import * as encode from '#lib/variant/encode-scalar.js';
import { toTree } from '#lib/variant/to-tree.js';
import type { Tree } from '#lib/variant/tree.js';
import { decimalValue } from './decimal-value.js';

/** A cast takes scalars and arrays; `to_variant_object` makes objects of structs and maps too. */
type Way = 'cast' | 'object';
type MakeTree = (value: any) => Tree;

/** Makes what takes a raw value that is not null apart; undefined where Spark has no such cast. */
export function treeMaker(type: DataType, way: Way): MakeTree | undefined {
  switch (type.kind) {
    case 'array': {
      const item = orNull(treeMaker(type.element, way));
      return item && ((items: unknown[]) => ({ items: items.map(item) }));
    }
    case 'map': {
      const item = way === 'object' && type.key.kind === 'string' ? orNull(treeMaker(type.value, way)) : undefined;
      return item && ((entries: [string, unknown][]) => ({ fields: entries.map(([key, value]) => [key, item(value)] as const) }));
    }
    case 'struct': {
      const items = type.fields.map((f) => orNull(treeMaker(f.type, way)));
      if (way !== 'object' || items.includes(undefined)) return undefined;
      return (values: unknown[]) => ({ fields: values.map((value, i) => [type.fields[i]!.name, items[i]!(value)] as const) });
    }
    case 'variant':
      return (value: RawVariant) => toTree(value);
    default:
      return SCALARS[type.kind];
  }
}

const whole = (value: number | bigint): Tree => encode.encodeLong(BigInt(value));
const SCALARS: Readonly<Record<string, MakeTree>> = {
  boolean: encode.encodeBoolean,
  byte: whole,
  short: whole,
  integer: whole,
  long: whole,
  float: encode.encodeFloat,
  double: encode.encodeDouble,
  decimal: (text: string) => {
    const { digits } = decimalValue(text)!;
    return encode.encodeDecimal(digits, text.includes('.') ? text.length - text.indexOf('.') - 1 : 0);
  },
  string: encode.encodeString,
  binary: encode.encodeBinary,
  date: encode.encodeDate,
  timestamp: encode.encodeTimestamp,
  timestamp_ntz: encode.encodeTimestampNtz,
};

/** What is null inside a variant is the variant null. */
const orNull = (make: MakeTree | undefined): MakeTree | undefined => make && ((value) => (value === null ? encode.NULL : make(value)));

/** Makes variants of raw values of a type that `treeMaker` knows. */
export function toVariant(type: DataType, way: Way = 'cast'): (value: unknown) => RawVariant {
  const make = treeMaker(type, way)!;
  return (value) => buildVariant(make(value));
}
