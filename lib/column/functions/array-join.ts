import { castTo } from '#lib/plan/cast-to.js';
import { nullableOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import { scalar } from './define.js';

/** The elements as text, `delimiter` between them; nulls are left out, or written as `nullReplacement`. Null where an argument is. */
export const arrayJoin = scalar<'array_join', string, [delimiter: unknown, nullReplacement?: unknown]>('array_join', {
  args: ['array', t.string, t.string],
  min: 2,
  rewrite: ([array, ...texts]) => [castTo(array!, t.array(t.string)), ...texts],
  returns: t.string,
  nullable: true,
  duckdb: ([a, delimiter, replacement], call) => {
    if (replacement === undefined) return `array_to_string(${a!}, ${delimiter!})`;
    const joined = `array_to_string(list_transform(${a!}, lambda e: coalesce(e, ${replacement})), ${delimiter!})`;
    return nullableOf(call.args[2]!) ? `CASE WHEN ${replacement} IS NOT NULL THEN ${joined} END` : joined;
  },
});
