import { relation, type ProjectRelation } from '#lib/plan/relation.js';
import type { Call } from '#lib/plan/expression.js';
import type { DataFrame } from './data-frame.js';

/** Each row as a line of JSON: one column, `value`. Fields that are null are left out. */
export function toJSON(frame: DataFrame): DataFrame<any> {
  const row: Call = { kind: 'call', fn: 'struct', args: [{ kind: 'star' }] };
  const line: Call = { kind: 'call', fn: 'to_json', args: [row] };
  return frame.with(
    relation<ProjectRelation>({ kind: 'project', child: frame.relation, columns: [{ kind: 'alias', child: line, name: 'value' }] }),
  );
}
