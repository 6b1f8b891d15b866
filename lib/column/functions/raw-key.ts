import type { DataType } from '#lib/types/data-type.js';

type Key = string | number | bigint | boolean | null;

/** What tells raw values of a type apart in a Set or Map: equal values have the same key, and NaN equals itself. */
export function rawKey(type: DataType): (value: any) => Key {
  const key = keyOf(type);
  return (value) => (value === null ? null : key(value));
}

function keyOf(type: DataType): (value: any) => Key {
  switch (type.kind) {
    case 'binary':
      return (value: Uint8Array) => Buffer.from(value).toString('latin1');
    case 'array': {
      const key = rawKey(type.element);
      return (values: readonly unknown[]) => joined(values.map((value) => key(value)));
    }
    case 'struct': {
      const keys = type.fields.map((f) => rawKey(f.type));
      return (values: readonly unknown[]) => joined(values.map((value, i) => keys[i]!(value)));
    }
    default:
      return (value: Key) => value;
  }
}

/** Keys as one text, each with its length, so that no two lists share it; -0 is written as 0. */
const joined = (keys: readonly Key[]): string => keys.map((key) => (key === null ? '-' : lengthAnd(String(key)))).join('');
const lengthAnd = (text: string): string => `${text.length}:${text}`;
