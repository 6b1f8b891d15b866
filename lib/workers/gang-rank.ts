import { openSharedCollective } from './collective/shared-memory.js';
import type { GangRank } from './messages.js';
import { openPartition } from './open-partition.js';
import type { GangTask, TaskContext } from './task.js';
import { duringCall } from './run-scope.js';
import { importTask } from './task-shelf.js';
import type { CallNote } from './whereabouts.js';

interface RankTools extends Pick<TaskContext, 'signal' | 'report'> {
  readonly job: number;
  readonly note: CallNote;
}

/** Runs one rank of a gang in this worker and gives its result. */
export async function runRank(rank: GangRank, { job, note, signal, report }: RankTools): Promise<unknown> {
  const call = { job, partition: rank.rank, step: 0 };
  note.begin(call);
  try {
    const task = (await importTask(rank.task)) as GangTask;
    const world = {
      worker: rank.rank,
      workers: rank.size,
      threads: rank.threads,
      signal,
      report,
      state: rank.task.state,
      collective: openSharedCollective(rank.collective, rank.rank),
      partitions: rank.partitions.map(openPartition),
    };
    return await duringCall(call, () => task(world));
  } finally {
    note.end(call);
  }
}
