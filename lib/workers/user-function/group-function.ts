import { Table } from 'apache-arrow';
import type { RecordBatch } from 'apache-arrow';
import { selectColumns } from '#lib/arrow/select-columns.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import { revive } from '#lib/workers/closure/revive.js';
import type { MapTask } from '#lib/workers/task.js';
import type { GroupFunctionState } from './batch-tasks.js';
import { resultBatches } from './result-batches.js';
import { runsOfKeys } from './runs-of-keys.js';
import { failureOf } from './user-function-error.js';

/** Calls a user's function once a group, with `(table)` or `(key, table)`: the task of `groupBy().applyInArrow`. */
export const groupFunction: MapTask<GroupFunctionState> = async (state) => {
  const fn = await revive(state.fn);
  const own = state.columns.fields.map((_, i) => i);
  const schema = toArrowSchema(state.columns);
  const places = state.input.fields.slice(own.length).map((_, i) => own.length + i);
  return {
    async *map(batches: AsyncIterable<RecordBatch>, partition: number) {
      const site = { name: state.name, partition };
      for await (const { keys, pieces } of runsOfKeys(batches, state.input, places)) {
        try {
          const table = new Table(
            schema,
            pieces.map((piece) => selectColumns(piece, own, schema)),
          );
          yield* resultBatches(state.arity > 1 ? fn(keys, table) : fn(table), site);
        } catch (error) {
          throw failureOf(error, site);
        }
      }
    },
  };
};
