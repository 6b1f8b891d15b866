import { castTo } from '#lib/plan/cast-to.js';
import { canCast, refuseCast } from '#lib/plan/cast/caster.js';
import type { FunctionSpec } from '#lib/plan/function-spec.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { spec } from './define.js';

/** The types whose name is a function that casts to them: `date('2024-01-31')`. */
const TYPES: Readonly<Record<string, DataType>> = {
  boolean: t.boolean,
  tinyint: t.byte,
  smallint: t.short,
  int: t.integer,
  bigint: t.long,
  float: t.float,
  double: t.double,
  decimal: t.decimal(),
  date: t.date,
  timestamp: t.timestamp,
  binary: t.binary,
  string: t.string,
};

export const typeCasts: readonly FunctionSpec[] = Object.entries(TYPES).map(([name, type]) =>
  spec(name, 'scalar', {
    args: ['any'],
    returns: type,
    rewrite: ([e]) => [canCast(typeOf(e!), type) ? castTo(e!, type) : refuseCast(typeOf(e!), type)],
    duckdb: ([a]) => a!,
  }),
);
