import { toPortable } from './portable-batch.js';
import type { PortableBatch } from './portable-batch.js';
import { batchBytes } from '#lib/arrow/batch-bytes.js';
import { ExecutionError } from '#lib/errors.js';
import type { RunInput } from './messages.js';
import type { PartitionBatch, StageSource } from './stage.js';
import type { StageRun } from './stage-run.js';

type Input = AsyncIterable<PartitionBatch>;

/** What a feed does to its job: each call waits until there is room. */
export interface Feedable {
  start(partition: number, input: RunInput, bytes?: number): Promise<StageRun>;
  feed(run: StageRun, batch: PortableBatch, bytes: number): Promise<void>;
  endInput(run: StageRun): void;
}

/** One run a partition of the source. */
export async function feedSplits(source: StageSource, job: Feedable): Promise<void> {
  for (const [partition, splits] of source.splits.entries()) await job.start(partition, { kind: 'splits', splits });
}

/** One run a batch: any worker may take it. */
export async function feedBatches(input: Input, job: Feedable): Promise<void> {
  const rows = new Map<number, number>();
  for await (const { partition, batch } of input) {
    if (batch.numRows === 0) continue;
    const firstRow = rows.get(partition) ?? 0;
    rows.set(partition, firstRow + batch.numRows);
    await job.start(partition, { kind: 'batch', batch: toPortable(batch), firstRow }, batchBytes(batch));
  }
}

/** One run a partition; a partition ends where the next begins. With `partitions`, those without rows run too. */
export async function feedPartitions(input: Input, partitions: number | undefined, job: Feedable): Promise<void> {
  let current: StageRun | undefined;
  let next = 0;
  const startUpTo = async (last: number) => {
    while (next <= last) {
      if (current !== undefined) job.endInput(current);
      if (partitions === undefined) next = last;
      current = await job.start(next++, { kind: 'fed' });
    }
  };
  for await (const { partition, batch } of input) {
    if (partition < next - 1)
      throw new ExecutionError('INTERNAL_ERROR', `Partitions must come one after the other; ${partition} came behind ${next - 1}`);
    await startUpTo(partition);
    await job.feed(current!, toPortable(batch), batchBytes(batch));
  }
  if (partitions !== undefined) await startUpTo(partitions - 1);
  if (current !== undefined) job.endInput(current);
}

/** One run a partition, all of them open until the input ends. */
export async function feedMixed(input: Input, partitions: number | undefined, job: Feedable): Promise<void> {
  const runs = new Map<number, StageRun>();
  const open = async (partition: number) => {
    const run = await job.start(partition, { kind: 'fed' });
    runs.set(partition, run);
    return run;
  };
  for (let partition = 0; partition < (partitions ?? 0); partition++) await open(partition);
  for await (const { partition, batch } of input)
    await job.feed(runs.get(partition) ?? (await open(partition)), toPortable(batch), batchBytes(batch));
  for (const run of runs.values()) job.endInput(run);
}
