import { zoneOf } from '#lib/time/zone.js';
import type { DataType, Field } from '#lib/types/data-type.js';
import type { FileOptions } from '../file-options.js';
import { fitsDecimal, longOf, textParser } from '../parse-text-value.js';
import { JsonArray, type JsonNode, JsonNumber, JsonObject } from './json-node.js';

/** Makes a raw value of a type from JSON; `bad` is called where something in it does not fit, and is null then. */
export type JsonConverter = (node: JsonNode, text: string, bad: () => null) => unknown;

const MOST = { byte: 2 ** 7, short: 2 ** 15, integer: 2 ** 31 } as const;
const SPECIAL: Readonly<Record<string, number>> = {
  NaN,
  Infinity,
  '+Infinity': Infinity,
  '+INF': Infinity,
  '-Infinity': -Infinity,
  '-INF': -Infinity,
};

/** Spark's reading of JSON values: text takes anything as it was written; numbers are not read from text, but for `"NaN"` and its like. */
export function jsonConverter(type: DataType, options: FileOptions, timeZone: string): JsonConverter {
  const of = (inner: DataType): JsonConverter => jsonConverter(inner, options, timeZone);
  switch (type.kind) {
    case 'null':
      return () => null;
    case 'boolean':
      return (node, _, bad) => (node === null || typeof node === 'boolean' ? node : bad());
    case 'string':
      return stringOf;
    case 'byte':
    case 'short':
    case 'integer': {
      const most = MOST[type.kind];
      return (node, _, bad) => {
        if (node === null) return null;
        const value = node instanceof JsonNumber && node.isWhole ? Number(node.text) : NaN;
        return value < most && value >= -most ? value : bad();
      };
    }
    case 'long':
      return (node, _, bad) =>
        node === null ? null : ((node instanceof JsonNumber && node.isWhole ? longOf(node.text) : undefined) ?? bad());
    case 'float':
    case 'double':
      return (node, _, bad) =>
        node === null
          ? null
          : node instanceof JsonNumber
            ? Number(node.text)
            : ((typeof node === 'string' ? SPECIAL[node] : undefined) ?? bad());
    case 'decimal': {
      const parse = textParser(type, options, zoneOf('UTC'))!;
      return (node, _, bad) => {
        if (node === null) return null;
        if (node instanceof JsonNumber) return fitsDecimal(node.text, type.precision, type.scale) ? node.text : bad();
        return (typeof node === 'string' ? parse(node) : undefined) ?? bad();
      };
    }
    case 'binary':
      return (node, _, bad) => (node === null ? null : typeof node === 'string' ? Buffer.from(node, 'base64') : bad());
    case 'date':
    case 'timestamp_ntz':
    case 'timestamp': {
      const parse = textParser(type, options, zoneOf(options['timezone'] ?? timeZone))!;
      return (node, _, bad) => {
        if (node === null) return null;
        if (typeof node === 'string') return parse(node) ?? bad();
        return type.kind === 'timestamp' && node instanceof JsonNumber && node.isWhole ? BigInt(node.text) * 1_000_000n : bad();
      };
    }
    case 'array':
      return arrayOf(of(type.element));
    case 'map':
      return mapOf(of(type.value));
    case 'struct':
      return structOf(type.fields, of);
    default:
      return (node, _, bad) => (node === null ? null : bad());
  }
}

const stringOf: JsonConverter = (node, text) => {
  if (node === null || typeof node === 'string') return node;
  if (typeof node === 'boolean') return String(node);
  return node instanceof JsonNumber ? node.text : text.slice(node.from, node.to);
};

/** A list with an element that does not fit is null as a whole; so is a map. */
const arrayOf =
  (element: JsonConverter): JsonConverter =>
  (node, text, bad) => {
    if (node === null) return null;
    if (!(node instanceof JsonArray)) return bad();
    const fault = { found: false };
    const values = node.items.map((item) => element(item, text, noting(fault)));
    return fault.found ? bad() : values;
  };

const mapOf =
  (value: JsonConverter): JsonConverter =>
  (node, text, bad) => {
    if (node === null) return null;
    if (!(node instanceof JsonObject)) return bad();
    const fault = { found: false };
    const entries = new Map(node.names.map((name, i) => [name, value(node.values[i]!, text, noting(fault))]));
    return fault.found ? bad() : entries;
  };

/** What hears of a value that does not fit. */
const noting = (fault: { found: boolean }) => (): null => {
  fault.found = true;
  return null;
};

function structOf(fields: readonly Field[], of: (type: DataType) => JsonConverter): JsonConverter {
  const row = rowConverter(fields, of);
  return (node, text, bad) => (node === null ? null : node instanceof JsonObject ? row(node, text, bad) : bad());
}

/** The fields of an object by place; names are matched exactly, and of repeated ones the last counts. */
export function rowConverter(
  fields: readonly Field[],
  of: (type: DataType) => JsonConverter,
): (node: JsonObject, text: string, bad: () => null) => unknown[] {
  const places = new Map(fields.map(({ name, type }, i) => [name, { i, convert: of(type) }]));
  return (node, text, bad) => {
    const values = new Array<unknown>(fields.length).fill(null);
    for (let n = 0; n < node.names.length; n++) {
      const place = places.get(node.names[n]!);
      if (place !== undefined) values[place.i] = place.convert(node.values[n]!, text, bad);
    }
    return values;
  };
}
