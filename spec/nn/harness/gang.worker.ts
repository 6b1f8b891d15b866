import { parentPort, workerData } from 'node:worker_threads';
import { tableFromIPC } from 'apache-arrow';
import { openSharedCollective, type SharedCollective } from '#lib/workers/collective/shared-memory.js';
import type { GangTask, Task } from '#lib/workers/task.js';

export interface GangMember {
  readonly rank: number;
  readonly size: number;
  readonly shared: SharedCollective;
  readonly task: Task;
  readonly partitions: readonly Uint8Array[];
}

const { rank, size, shared, task, partitions } = workerData as GangMember;
try {
  const run = ((await import(task.module)) as Record<string, GangTask>)[task.name]!;
  const result: unknown = await run({
    worker: rank,
    workers: size,
    threads: 1,
    signal: new AbortController().signal,
    report: (message) => parentPort!.postMessage({ kind: 'report', rank, message }),
    state: task.state,
    collective: openSharedCollective(shared, rank),
    partitions: partitions.map((bytes, index) => {
      const table = tableFromIPC(bytes);
      return { index, rows: table.numRows, batches: () => table.batches };
    }),
  });
  parentPort!.postMessage({ kind: 'done', rank, result });
} catch (error) {
  const { name, message, condition } = error as { name: string; message: string; condition?: string };
  parentPort!.postMessage({ kind: 'failed', rank, error: { name, message, condition } });
}
