import { relation, type MapRelation } from '#lib/plan/relation.js';
import { struct } from '#lib/types/data-type.js';
import { rowsTask } from '#lib/workers/user-function/batch-tasks.js';
import { longsOf } from './collect.js';
import type { DataFrame } from './data-frame.js';
import { checkNames } from './duplicate-names.js';

/** Calls a function in the workers with each row of a frame, or with all rows of each partition. */
export async function foreach(frame: DataFrame, fn: (rows: any) => unknown, each: boolean): Promise<void> {
  const task = rowsTask(fn, checkNames(frame.schema), longsOf(frame), each);
  const node = relation<MapRelation>({ kind: 'map', child: frame.relation, schema: struct([]), task });
  for await (const _ of frame.engine.run(node, { description: each ? 'foreach' : 'foreachPartition' }));
}
