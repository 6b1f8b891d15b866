import { columnExpression } from '#lib/column/column.js';
import { AnalysisError } from '#lib/errors.js';
import type { Expression } from '#lib/plan/expression.js';
import { expressionKey } from '#lib/plan/expression-key.js';
import { showExpression } from '#lib/plan/show-expression.js';

/** The sets of a rollup: all n keys, all but the last, … none. */
export const rollupSets = (keys: number): number[][] =>
  Array.from({ length: keys + 1 }, (_, i) => Array.from({ length: keys - i }, (_unused, key) => key));

/** The sets of a cube: every selection of n keys. */
export const cubeSets = (keys: number): number[][] =>
  Array.from({ length: 2 ** keys }, (_, bits) =>
    Array.from({ length: keys }, (_unused, key) => key).filter((key) => ((bits >> (keys - 1 - key)) & 1) === 0),
  );

/** Sets of columns as sets of the places that they have among the keys. */
export function setsOf(sets: readonly (readonly unknown[])[], keys: readonly Expression[]): number[][] {
  const places = new Map(keys.map((e, i) => [expressionKey(e), i]));
  return sets.map((set) =>
    set.map((column) => {
      const e = columnExpression(column);
      const place = places.get(expressionKey(e));
      if (place !== undefined) return place;
      throw new AnalysisError(
        'GROUPING_COLUMN_MISMATCH',
        `A column of a grouping set must be one of the columns that groupingSets() is given; got ${showExpression(e)}`,
        { sqlState: '42803' },
      );
    }),
  );
}
