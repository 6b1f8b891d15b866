import { mapSubqueries, transformRelations } from '../map-relation.js';
import type { Relation } from '../relation.js';
import { collapseProjects } from './collapse-projects.js';
import { extractUserCalls } from './extract-user-calls.js';
import { pruneColumns } from './prune-columns.js';
import { pushDown } from './push-down.js';

/** The analysed plan as it is cheapest to run: the same rows and columns, in the same order. */
export function optimize(analysed: Relation): Relation {
  const within = transformRelations(analysed, (node) => mapSubqueries(node, optimize));
  const extracted = transformRelations(within, extractUserCalls);
  const pushed = transformRelations(extracted, pushDown);
  return transformRelations(pruneColumns(transformRelations(pushed, collapseProjects)), collapseProjects);
}
