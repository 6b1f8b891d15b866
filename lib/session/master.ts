import { availableParallelism } from 'node:os';
import { AnalysisError } from '#lib/errors.js';

/** How many workers a master such as `local[2]` means: one for `local`, one a core for `local[*]`. */
export function workersOf(master: string): number {
  const found = /^local(?:\[(\*|[1-9]\d*)\])?$/.exec(master.trim());
  if (found === null) {
    throw new AnalysisError(
      'INVALID_MASTER',
      `The master must be 'local', 'local[n]' or 'local[*]'; got '${master}'. Spark clusters (sc://…) are not supported yet.`,
    );
  }
  if (found[1] === undefined) return 1;
  return found[1] === '*' ? availableParallelism() : Number(found[1]);
}
