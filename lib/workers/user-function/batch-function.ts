import type { RecordBatch } from 'apache-arrow';
import { revive } from '#lib/workers/closure/revive.js';
import type { MapTask } from '#lib/workers/task.js';
import type { BatchFunctionState } from './batch-tasks.js';
import { resultBatches } from './result-batches.js';
import { failureOf } from './user-function-error.js';

/** Calls a user's function once a partition, with its batches as they come: the task of `mapInArrow`. */
export const batchFunction: MapTask<BatchFunctionState> = async (state) => {
  const fn = await revive(state.fn);
  return {
    async *map(batches: AsyncIterable<RecordBatch>, partition: number) {
      const site = { name: state.name, partition };
      try {
        yield* resultBatches(fn(batches), site);
      } catch (error) {
        throw failureOf(error, site);
      }
    },
  };
};
