import { Column } from '../column.js';
import { literalOf } from '../literal.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { nullary, spec, windowed } from './define.js';

const first = (types: readonly DataType[]): DataType => types[0]!;

/** The number of the row in its window, from 1. */
export const rowNumber = nullary<'row_number', number>('row_number', 'window', {
  returns: t.integer,
  nullable: false,
  duckdb: (_, __, clauses) => `row_number()${clauses.behind()}`,
});
/** The rank with gaps after ties. */
export const rank = nullary<'rank', number>('rank', 'window', {
  returns: t.integer,
  nullable: false,
  duckdb: (_, __, clauses) => `rank()${clauses.behind()}`,
});
export const denseRank = nullary<'dense_rank', number>('dense_rank', 'window', {
  returns: t.integer,
  nullable: false,
  duckdb: (_, __, clauses) => `dense_rank()${clauses.behind()}`,
});
export const percentRank = nullary<'percent_rank', number>('percent_rank', 'window', {
  returns: t.double,
  nullable: false,
  duckdb: (_, __, clauses) => `percent_rank()${clauses.behind()}`,
});
export const cumeDist = nullary<'cume_dist', number>('cume_dist', 'window', {
  returns: t.double,
  nullable: false,
  duckdb: (_, __, clauses) => `cume_dist()${clauses.behind()}`,
});
/** The value `offset` rows before (1 if not given), or `fallback`. */
export const lag = windowed<'lag', any, [offset?: number, fallback?: unknown]>('lag', {
  args: ['any', t.integer, 'any'],
  min: 1,
  returns: first,
});
/** The value `offset` rows after (1 if not given), or `fallback`. */
export const lead = windowed<'lead', any, [offset?: number, fallback?: unknown]>('lead', {
  args: ['any', t.integer, 'any'],
  min: 1,
  returns: first,
});

/** The row's group when the window is cut into n even groups, from 1. */
export const ntile = Object.freeze(
  Object.assign((n: number) => new Column({ kind: 'call', fn: 'ntile', args: [literalOf(n)] }), {
    spec: spec('ntile', 'window', { args: [t.integer], returns: t.integer, nullable: false }),
  }),
);
