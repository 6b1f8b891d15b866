import type { EncodedKey } from './captured-function.js';

const WELL_KNOWN = new Map<symbol, string>(
  Object.getOwnPropertyNames(Symbol).flatMap((name) => {
    const value: unknown = Reflect.get(Symbol, name);
    return typeof value === 'symbol' ? [[value, name]] : [];
  }),
);

/** A property's key as data; undefined for a symbol that has no identity outside this process. */
export function encodeKey(key: string | symbol): EncodedKey | undefined {
  if (typeof key === 'string') return key;
  const wellKnown = WELL_KNOWN.get(key);
  if (wellKnown !== undefined) return { wellKnown };
  const registered = Symbol.keyFor(key);
  return registered === undefined ? undefined : { registered };
}

export function decodeKey(key: EncodedKey): string | symbol {
  if (typeof key === 'string') return key;
  return 'wellKnown' in key ? (Reflect.get(Symbol, key.wellKnown) as symbol) : Symbol.for(key.registered);
}
