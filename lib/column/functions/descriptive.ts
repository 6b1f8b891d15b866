import type { FunctionSpec } from '#lib/plan/function-spec.js';
import * as t from '#lib/types/data-type.js';
import { spec } from './define.js';

/** The value at rank ceil(p * n) of the values in order: what describe() and approxQuantile() are made of. Null over no values. */
const quantileAt = spec('quantile_at', 'aggregate', {
  args: ['ordered', t.double],
  returns: (types) => types[0]!,
  nullable: true,
  duckdb: ([value, p]) => `quantile_disc(${value!}, ${p!})`,
});

/** Aggregates that verbs of a DataFrame use and that Spark has no function for. */
export const descriptive: readonly FunctionSpec[] = [quantileAt];
