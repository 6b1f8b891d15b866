import { relation, type MapRelation } from '#lib/plan/relation.js';
import { JSON_LINES, jsonTask } from '#lib/workers/rows-to-json.js';
import type { DataFrame } from './data-frame.js';

/** Each row as a line of JSON: one column, `value`. */
export function toJSON(frame: DataFrame): DataFrame<any> {
  const zone = frame.sparkSession.conf.get('spark.sql.session.timeZone');
  return frame.with(relation<MapRelation>({ kind: 'map', child: frame.relation, schema: JSON_LINES, task: jsonTask(frame.schema, zone) }));
}
