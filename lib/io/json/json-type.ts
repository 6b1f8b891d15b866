import * as t from '#lib/types/data-type.js';
import type { DataType, DecimalType, Field, StructType } from '#lib/types/data-type.js';
import { timestampParts } from '#lib/time/parse-timestamp.js';
import { type FileOptions, flagOption } from '../file-options.js';
import { JsonArray, type JsonNode, type JsonNumber, JsonObject } from './json-node.js';

const LONG_MAX = 2n ** 63n - 1n;
/** What a long needs as a decimal. */
const LONG_DECIMAL = t.decimal(20, 0);

/** What the type of a json value depends on. */
export interface JsonTyping {
  readonly primitivesAsString: boolean;
  readonly prefersDecimal: boolean;
  readonly inferTimestamp: boolean;
  readonly dropNull: boolean;
}

export const jsonTyping = (options: FileOptions): JsonTyping => ({
  primitivesAsString: flagOption(options, 'primitivesAsString', false),
  prefersDecimal: flagOption(options, 'prefersDecimal', false),
  inferTimestamp: flagOption(options, 'inferTimestamp', false),
  dropNull: flagOption(options, 'dropFieldIfAllNull', false),
});

/** The type that Spark finds in a value; fields are in the order of their names. */
export function jsonType(node: JsonNode, typing: JsonTyping): DataType {
  if (node === null) return t.nullType;
  if (node instanceof JsonObject) {
    const fields = node.names.map((name, i) => t.field(name, jsonType(node.values[i]!, typing)));
    return t.struct(fields.sort(byName));
  }
  if (node instanceof JsonArray)
    return t.array(node.items.map((item) => jsonType(item, typing)).reduce<DataType>((a, b) => widerJson(a, b), t.nullType));
  if (typeof node === 'string') return typing.inferTimestamp && timestampParts(node)?.days !== undefined ? t.timestamp : t.string;
  if (typing.primitivesAsString) return t.string;
  if (typeof node === 'boolean') return t.boolean;
  return numberType(node, typing.prefersDecimal);
}

function numberType(node: JsonNumber, prefersDecimal: boolean): DataType {
  if (node.isWhole) {
    const value = BigInt(node.text);
    if (value <= LONG_MAX && value >= -LONG_MAX - 1n) return t.long;
    const digits = node.text.replace('-', '').length;
    return digits <= 38 ? t.decimal(digits, 0) : t.double;
  }
  const plain = /^-?(\d+)\.(\d+)$/.exec(node.text);
  if (!prefersDecimal || plain === null) return t.double;
  const scale = plain[2]!.length;
  const precision = Math.max(plain[1]!.replace(/^0+/, '').length + scale, scale, 1);
  return precision <= 38 ? t.decimal(precision, scale) : t.double;
}

/** The type that holds the values of two: numbers widen, structs and lists merge, all else is text. */
export function widerJson(a: DataType, b: DataType): DataType {
  if (a === b || a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  if (a.kind === 'struct' && b.kind === 'struct') return widerStruct(a, b);
  if (a.kind === 'array' && b.kind === 'array') return t.array(widerJson(a.element, b.element));
  if (isNumber(a) && isNumber(b)) {
    if (a.kind === 'double' || b.kind === 'double') return t.double;
    return a.kind === b.kind && a.kind === 'long' ? t.long : widerDecimal(asDecimal(a), asDecimal(b));
  }
  return t.sameType(a, b) ? a : t.string;
}

const isNumber = (type: DataType): boolean => type.kind === 'long' || type.kind === 'double' || type.kind === 'decimal';
const asDecimal = (type: DataType): DecimalType => (type.kind === 'decimal' ? type : LONG_DECIMAL);

function widerDecimal(a: DecimalType, b: DecimalType): DataType {
  const scale = Math.max(a.scale, b.scale);
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  return whole + scale > 38 ? t.double : t.decimal(whole + scale, scale);
}

function widerStruct(a: StructType, b: StructType): StructType {
  // most rows have the same fields: then nothing is made anew
  if (t.sameType(a, b)) return a;
  const fields = new Map<string, Field>();
  for (const f of [...a.fields, ...b.fields]) {
    const known = fields.get(f.name);
    fields.set(f.name, known === undefined ? f : t.field(f.name, widerJson(known.type, f.type)));
  }
  return t.struct([...fields.values()].sort(byName));
}

const byName = (a: Field, b: Field): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** The type as a column may have it: text where only nulls were seen; undefined for a struct without fields. */
export function columnType(type: DataType, typing: JsonTyping): DataType | undefined {
  switch (type.kind) {
    case 'null':
      return typing.dropNull ? undefined : t.string;
    case 'array': {
      const element = columnType(type.element, typing);
      return element && t.array(element);
    }
    case 'struct': {
      const fields = type.fields.flatMap((f) => {
        const found = columnType(f.type, typing);
        return found === undefined ? [] : [t.field(f.name, found)];
      });
      return fields.length === 0 ? undefined : t.struct(fields);
    }
    default:
      return type;
  }
}
