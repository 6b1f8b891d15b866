import type { Reader } from './column-reader.js';

/** A reader of rows as plain objects. Of columns with one name the last is kept, as in an object literal. */
export function rowReader(names: readonly string[], readers: readonly Reader[]): (row: number) => Record<string, unknown> {
  if (names.includes('__proto__')) return (row) => Object.fromEntries(names.map((name, i) => [name, readers[i]!(row) as unknown]));
  return (row) => {
    const object: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i++) object[names[i]!] = readers[i]!(row);
    return object;
  };
}
