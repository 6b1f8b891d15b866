import { Vector } from 'apache-arrow';
import type { Data, DataType, Dictionary } from 'apache-arrow';
import { concatData } from './concat-data.js';

/** One dictionary for columns that each bring one, and what to add to each column's indices. */
export function mergeDictionaries(type: Dictionary, columns: readonly Data[]): { dictionary: Vector; bases: number[] } {
  const known: { vector: Vector; base: number }[] = [];
  let size = 0;
  const bases = columns.map(({ dictionary }) => {
    if (dictionary === undefined) return 0; // a column without a row may have none
    const same = known.find(({ vector }) => sameValues(vector, dictionary));
    if (same !== undefined) return same.base;
    known.push({ vector: dictionary, base: size });
    size += dictionary.length;
    return known.at(-1)!.base;
  });
  if (known.length === 1) return { dictionary: known[0]!.vector, bases };
  const most = 2 ** (type.indices.bitWidth - Number(type.indices.isSigned));
  if (size > most) {
    throw new RangeError(
      `A dictionary column with ${String(type.indices)} indices must have at most ${most} values; together these have ${size}. Spread it out before.`,
    );
  }
  const valueType = type.dictionary as DataType;
  return {
    dictionary: new Vector([
      concatData(
        valueType,
        known.flatMap(({ vector }) => vector.data as Data[]),
      ),
    ]),
    bases,
  };
}

function sameValues(a: Vector, b: Vector): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (String(a.get(i)) !== String(b.get(i)) || (a.get(i) === null) !== (b.get(i) === null)) return false;
  return true;
}
