import { Worker } from 'node:worker_threads';
import { tableToIPC, type Table } from 'apache-arrow';
import { abortSharedCollective, createSharedCollective } from '#lib/workers/collective/shared-memory.js';
import type { Task } from '#lib/workers/task.js';
import type { GangMember } from './gang.worker.js';

type Report =
  | { kind: 'report'; rank: number; message: unknown }
  | { kind: 'done'; rank: number; result: unknown }
  | { kind: 'failed'; rank: number; error: Failure };
interface Failure {
  name: string;
  message: string;
  condition?: string;
}

/** Runs a gang task in real threads over Arrow tables, one a partition, and gives each rank's result. Fails with the first failure. */
export async function runGang<Result>(task: Task, tables: readonly Table[], size: number, reports: unknown[] = []): Promise<Result[]> {
  const shared = createSharedCollective(size, 1000);
  const partitions = tables.map((table) => tableToIPC(table, 'stream'));
  const failures: Failure[] = [];
  const member = (rank: number) =>
    new Promise<Result>((resolve, reject) => {
      const workerData: GangMember = { rank, size, shared, task, partitions };
      const worker = new Worker(new URL('./gang.worker.js', import.meta.url), { workerData });
      let result: Result;
      worker.on('message', (report: Report) => {
        if (report.kind === 'report') reports.push(report.message);
        if (report.kind === 'done') result = report.result as Result;
        if (report.kind === 'failed') {
          failures.push(report.error);
          abortSharedCollective(shared);
        }
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve(result));
    });
  const results = await Promise.all(Array.from({ length: size }, (_, rank) => member(rank)));
  const failure = failures.find(({ condition }) => condition !== 'GANG_ABORTED') ?? failures[0];
  if (failure !== undefined) throw Object.assign(new Error(failure.message), failure);
  return results;
}
