import { toLocal } from '#lib/plan/cast/to-time.js';
import type { Expression } from '#lib/plan/expression.js';
import { floorDiv, DAY_MICROS } from '#lib/time/micros.js';
import { specialTime } from '#lib/time/parse-timestamp.js';
import { zoneOf } from '#lib/time/zone.js';
import type { DataType } from '#lib/types/data-type.js';
import { literalSql } from './literal-sql.js';

/** The constant that a cast of `'today'`, `'now'`, `'epoch'` and their neighbours makes; undefined for other text, and for columns. */
export function specialTimeSql(child: Expression, to: DataType, timeZone: string): string | undefined {
  if (child.kind !== 'literal' || typeof child.value !== 'string' || child.type.kind !== 'string') return undefined;
  if (to.kind !== 'date' && to.kind !== 'timestamp' && to.kind !== 'timestamp_ntz') return undefined;
  const zone = zoneOf(timeZone);
  const instant = specialTime(child.value, zone);
  if (instant === undefined) return undefined;
  if (to.kind === 'timestamp') return literalSql(instant, to);
  const local = toLocal(instant, zone);
  return literalSql(to.kind === 'date' ? Number(floorDiv(local, DAY_MICROS)) : local, to);
}
