import { ParamError } from '#lib/errors.js';
import { showValue } from '#lib/show-value.js';

/** What JSON text can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** How a value becomes JSON and comes back equal. */
export interface Codec<T> {
  encode(value: T): Json;
  /** Throws where the JSON is not what `encode` writes. */
  decode(json: Json): T;
}

/** JSON has no NaN, no infinities and no negative zero: they become Spark's words for them. */
export const encodeNumber = (value: number): Json => {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return 'Inf';
  if (value === -Infinity) return '-Inf';
  return Object.is(value, -0) ? '-0.0' : value;
};

const WORDS = new Map([
  ['NaN', NaN],
  ['Inf', Infinity],
  ['-Inf', -Infinity],
  ['-0.0', -0],
]);

/** The number that `encodeNumber` wrote; anything else comes back as it is, for the param to refuse. */
export const decodeNumber = (json: Json): number => (typeof json === 'string' ? (WORDS.get(json) ?? json) : json) as number;

const TYPED = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
};
type TypedName = keyof typeof TYPED;

/**
 * Encodes plain data: what JSON has, and beside it NaN, infinities, -0, bigint, undefined in lists, typed arrays and dates, each as an
 * object with one key that starts with `$`. Class instances, functions and symbols are refused.
 */
export function encodeData(value: unknown): Json {
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return value;
    case 'number': {
      const json = encodeNumber(value);
      return typeof json === 'string' ? { $number: json } : json;
    }
    case 'bigint':
      return { $bigint: String(value) };
    case 'undefined':
      return { $undefined: true };
    case 'object':
      return value === null ? null : encodeObject(value);
    default:
      throw new ParamError(`A value kept as JSON must be plain data; got ${showValue(value)}`);
  }
}

function encodeObject(value: object): Json {
  if (Array.isArray(value)) return value.map(encodeData);
  if (value instanceof Date) return { $date: encodeNumber(value.getTime()) };
  if (ArrayBuffer.isView(value)) {
    const type = value.constructor.name === 'Buffer' ? 'Uint8Array' : value.constructor.name;
    if (type in TYPED) return { $typed: type, base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new ParamError(`A value kept as JSON must be plain data; got ${showValue(value)}`);
  }
  const entries = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .map(([k, v]) => [k, encodeData(v)] as const);
  const json = Object.fromEntries(entries);
  return entries.some(([k]) => k.startsWith('$')) ? { $object: json } : json;
}

/** Gives back what `encodeData` was given. */
export function decodeData(json: Json): unknown {
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return json.map(decodeData);
  const object = json as Readonly<Record<string, Json>>;
  const [tag] = Object.keys(object);
  switch (tag) {
    case '$number':
      return decodeNumber(object[tag]!);
    case '$bigint':
      return BigInt(object[tag] as string);
    case '$undefined':
      return undefined;
    case '$date':
      return new Date(decodeNumber(object[tag]!));
    case '$typed':
      return decodeTyped(object[tag] as TypedName, object['base64'] as string);
    case '$object':
      return decodeEntries(object[tag] as Readonly<Record<string, Json>>);
    default:
      return decodeEntries(object);
  }
}

const decodeEntries = (object: Readonly<Record<string, Json>>): unknown =>
  Object.fromEntries(Object.entries(object).map(([k, v]) => [k, decodeData(v)]));

function decodeTyped(type: TypedName, base64: string): unknown {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64')); // a copy of its own, so the offset is aligned
  return new TYPED[type](bytes.buffer);
}

/** The codec of plain data. */
export const dataCodec: Codec<any> = { encode: encodeData, decode: decodeData };
