import type { RecordBatch } from 'apache-arrow';
import { batchRows } from '#lib/arrow/values/batch-rows.js';
import { revive } from '#lib/workers/closure/revive.js';
import type { MapTask } from '#lib/workers/task.js';
import type { RowsFunctionState } from './batch-tasks.js';
import { failureOf } from './user-function-error.js';

/** Calls a user's function with each row, or with all rows of a partition: the task of `foreach` and `foreachPartition`. */
export const rowsFunction: MapTask<RowsFunctionState> = async (state) => {
  const fn = await revive(state.fn);
  return {
    async *map(batches: AsyncIterable<RecordBatch>, partition: number): AsyncGenerator<RecordBatch> {
      yield* NO_ROWS;
      const site = { name: state.name, partition };
      try {
        const rows = rowsOf(batches, state);
        if (state.each) for await (const row of rows) await fn(row);
        else await fn(rows);
      } catch (error) {
        throw failureOf(error, site);
      }
    },
  };
};

const NO_ROWS: readonly RecordBatch[] = [];

async function* rowsOf(batches: AsyncIterable<RecordBatch>, { schema, longs }: RowsFunctionState): AsyncGenerator<Record<string, unknown>> {
  for await (const batch of batches) yield* batchRows(batch, schema, { longs });
}
