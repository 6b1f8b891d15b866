import { type Column, col, lit } from '#lib/column/column.js';
import { AnalysisError } from '#lib/errors.js';
import type { DataFrame } from './data-frame.js';
import { randomSeed } from './random-seed.js';

type Key = string | number | bigint | boolean;
/** The share of the rows to keep, by the value that a column has in them. */
export type Fractions = ReadonlyMap<Key, number> | Readonly<Record<string, number>>;

/** A sample of the rows with each value, one after the other. */
export function sampleBy(frame: DataFrame, column: string | Column, fractions: Fractions, seed = randomSeed()): DataFrame {
  const shares = fractions instanceof Map ? [...(fractions as ReadonlyMap<Key, number>)] : Object.entries(fractions);
  const odd = shares.find(([, share]) => !(share >= 0 && share <= 1));
  if (odd !== undefined)
    throw new AnalysisError(
      'INVALID_FRACTION',
      `The fractions of sampleBy() must be numbers from 0 to 1; got ${odd[1]} for ${String(odd[0])}`,
    );
  const of = typeof column === 'string' ? (col(column) as Column) : column;
  const strata = shares.map(([key, share]) => frame.filter(of.eq(lit(key))).sample(share, seed));
  return strata.length === 0 ? frame.limit(0) : strata.reduce((a, b) => a.union(b));
}
