import type { FunctionSpec } from '#lib/plan/function-spec.js';
import * as t from '#lib/types/data-type.js';
import { spec } from './define.js';

/** The value at rank ceil(p * n) of the values in order: what describe() and approxQuantile() are made of. Null over no values. */
const quantileAt = spec('quantile_at', 'aggregate', {
  args: ['ordered', t.double],
  returns: (types) => types[0]!,
  nullable: true,
  duckdb: ([value, p], _, clauses) => `quantile_disc(${value!}, ${p!})${clauses.behind()}`,
});

/** The covariance of a sample. Null over fewer than two rows. */
const covarSamp = spec('covar_samp', 'aggregate', { args: [t.double, t.double], returns: t.double, nullable: true });

/** Aggregates that verbs of a DataFrame are made of. */
export const descriptive: readonly FunctionSpec[] = [quantileAt, covarSamp];
