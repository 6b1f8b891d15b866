import * as t from '#lib/types/data-type.js';
import type { FunctionSpec } from '#lib/plan/function-spec.js';
import { spec } from './define.js';

/** What the rows of grouping sets are grouped by: `grouping(key)` is 1 where the set leaves the key out, `grouping_id(…)` its bits in a row. */
export const groupings: readonly FunctionSpec[] = [
  spec('grouping', 'aggregate', {
    args: ['any'],
    returns: t.byte,
    nullable: false,
    duckdb: ([key]) => `CAST(grouping(${key!}) AS TINYINT)`,
  }),
  spec('grouping_id', 'aggregate', {
    args: ['any'],
    min: 0,
    max: Infinity,
    returns: t.long,
    nullable: false,
    duckdb: (keys) => `grouping(${keys.join(', ')})`,
  }),
];
