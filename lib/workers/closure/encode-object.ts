import { types } from 'node:util';
import { CaptureError } from './capture-error.js';
import type { Encoded, KnownNode } from './captured-function.js';
import { encodeBinary } from './encode-binary.js';
import { encodeInstance } from './encode-instance.js';
import type { Encoder } from './encoder.js';
import { globalPath } from './globals.js';
import { knownData } from './known-classes.js';
import { findLoaded } from './loaded-modules.js';
import { refuse } from './refused-values.js';

/** Arrays of more than this many numbers or strings go in one piece. */
const LONG_ARRAY = 64;

/** Adds the node of an object that is no function. Throws a CaptureError that names it where it cannot travel. */
export function encodeObject(encoder: Encoder, value: object, path: string): void {
  if (types.isProxy(value)) throw new CaptureError(path, 'it is a Proxy', 'Capture the plain object behind it');
  const global = globalPath(value);
  if (global !== undefined) return void encoder.add(value, { kind: 'global', path: global });
  if (types.isDate(value)) return void encoder.add(value, { kind: 'date', time: value.getTime() });
  if (types.isRegExp(value))
    return void encoder.add(value, { kind: 'regexp', source: value.source, flags: value.flags, lastIndex: value.lastIndex });
  if (types.isMap(value) && isExactly(value, 'Map')) return encodeMap(encoder, value, path);
  if (types.isSet(value) && isExactly(value, 'Set')) return encodeSet(encoder, value, path);
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return encodeBinary(encoder, value, path);
  if (types.isNativeError(value)) return encodeError(encoder, value, path);
  if (types.isBoxedPrimitive(value)) return void encoder.add(value, { kind: 'plain', value });
  if (Array.isArray(value)) return encodeArray(encoder, value, path);
  const known = knownData(value);
  if (known !== undefined) {
    const node = encoder.add<KnownNode>(value, { kind: 'known', type: known.type, data: undefined });
    node.data = encoder.encode(known.data, path);
    return;
  }
  refuse(value, path);
  const loaded = isPlain(value) ? undefined : findLoaded(value);
  if (loaded !== undefined) return void encoder.add(value, loaded);
  if (types.isModuleNamespaceObject(value)) {
    throw new CaptureError(
      path,
      'it is a whole module reached through another value',
      'Import the module inside the function, or capture its members',
    );
  }
  if (!isPlain(value)) return encodeInstance(encoder, value, path);
  const node = encoder.add(value, { kind: 'object', nullPrototype: Object.getPrototypeOf(value) === null, keys: [], values: [] });
  encoder.properties(value, path, node, Reflect.ownKeys(value));
}

const isExactly = (value: object, name: string): boolean => (Object.getPrototypeOf(value) as object | null)?.constructor.name === name;

/** An object literal, also one of another realm, such as a cell of a notebook. */
function isPlain(value: object): boolean {
  if (types.isModuleNamespaceObject(value)) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null || prototype === Object.prototype) return true;
  return (
    Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'hasOwnProperty') && Object.hasOwn(prototype, '__defineGetter__')
  );
}

function encodeMap(encoder: Encoder, map: Map<unknown, unknown>, path: string): void {
  const { entries } = encoder.add(map, { kind: 'map' as const, entries: [] as [Encoded, Encoded][] });
  for (const [key, value] of map) entries.push([encoder.encode(key, `${path}.key`), encoder.encode(value, `${path}.get(${String(key)})`)]);
}

function encodeSet(encoder: Encoder, set: Set<unknown>, path: string): void {
  const { elements } = encoder.add(set, { kind: 'set' as const, elements: [] as Encoded[] });
  for (const element of set) elements.push(encoder.encode(element, `${path}.element`));
}

function encodeError(encoder: Encoder, error: Error, path: string): void {
  const node = encoder.add(error, {
    kind: 'error',
    type: error.constructor.name,
    message: error.message,
    stack: error.stack,
    keys: [],
    values: [],
  });
  encoder.properties(error, path, node);
}

function encodeArray(encoder: Encoder, array: unknown[], path: string): void {
  if (isLongAndFlat(array)) {
    for (const element of array) encoder.count(typeof element === 'string' ? 8 + element.length : 8, path);
    encoder.add(array, { kind: 'plain', value: array.slice() });
    return;
  }
  const node = encoder.add(array, { kind: 'array', length: array.length, keys: [], values: [] });
  encoder.properties(array, path, node);
}

const isLongAndFlat = (array: unknown[]): boolean =>
  array.length > LONG_ARRAY &&
  Object.getPrototypeOf(array) === Array.prototype &&
  Object.keys(array).length === array.length &&
  array.every((element) => typeof element === 'number' || typeof element === 'string' || element === null);
