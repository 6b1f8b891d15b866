import vm from 'node:vm';
import type { EncodedKey } from './captured-function.js';
import { encodeKey } from './property-key.js';

/** What Node adds to the language's globals, in every thread and process. */
const OF_NODE = [
  'AbortController',
  'AbortSignal',
  'Blob',
  'BroadcastChannel',
  'Buffer',
  'ByteLengthQueuingStrategy',
  'CompressionStream',
  'CountQueuingStrategy',
  'Crypto',
  'CryptoKey',
  'CustomEvent',
  'DOMException',
  'DecompressionStream',
  'Event',
  'EventTarget',
  'File',
  'FormData',
  'Headers',
  'Iterator',
  'MessageChannel',
  'MessageEvent',
  'MessagePort',
  'Navigator',
  'Performance',
  'ReadableStream',
  'Request',
  'Response',
  'SubtleCrypto',
  'TextDecoder',
  'TextDecoderStream',
  'TextEncoder',
  'TextEncoderStream',
  'TransformStream',
  'URL',
  'URLSearchParams',
  'WebAssembly',
  'WebSocket',
  'WritableStream',
  'atob',
  'btoa',
  'clearImmediate',
  'clearInterval',
  'clearTimeout',
  'console',
  'crypto',
  'fetch',
  'global',
  'globalThis',
  'navigator',
  'performance',
  'process',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'structuredClone',
];
/** Their members are this process's own state, so only they themselves go by name. */
const CLOSED = new Set(['global', 'globalThis', 'process']);
/** Made on first use, at a cost. */
const LAZY = new Set(['crypto', 'navigator']);

let names: Set<string> | undefined;
let paths: Map<object, readonly (string | symbol)[]> | undefined;

/** Whether a worker has a global of this name. */
export function isGlobalName(name: string): boolean {
  names ??= new Set([
    ...(vm.runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[]),
    ...OF_NODE,
    'undefined',
    'NaN',
    'Infinity',
  ]);
  return names.has(name);
}

/** How a built-in value is reached from the global object in any thread, such as Math.max; undefined for anything else. */
export function globalPath(value: object): EncodedKey[] | undefined {
  paths ??= listGlobals();
  return paths.get(value)?.map((key) => encodeKey(key)!);
}

function listGlobals(): Map<object, readonly (string | symbol)[]> {
  const found = new Map<object, readonly (string | symbol)[]>();
  const add = (value: unknown, path: readonly (string | symbol)[], depth: number): void => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || found.has(value)) return;
    found.set(value, path);
    if (depth === 0 || CLOSED.has(String(path[0]))) return;
    for (const key of Reflect.ownKeys(value)) {
      const descriptor = Object.getOwnPropertyDescriptor(value, key);
      if (descriptor !== undefined && 'value' in descriptor && encodeKey(key) !== undefined)
        add(descriptor.value, [...path, key], depth - 1);
    }
  };
  isGlobalName('');
  for (const name of names!) if (!LAZY.has(name) && Object.hasOwn(globalThis, name)) add(Reflect.get(globalThis, name), [name], 2);
  return found;
}
