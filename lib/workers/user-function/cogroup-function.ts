import { Table } from 'apache-arrow';
import type { RecordBatch, Schema } from 'apache-arrow';
import { batchOf } from '#lib/arrow/batch-of.js';
import { retypeData } from '#lib/arrow/retype-data.js';
import { takeRows } from '#lib/arrow/take-rows.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import { revive } from '#lib/workers/closure/revive.js';
import type { MapTask } from '#lib/workers/task.js';
import type { CogroupFunctionState } from './batch-tasks.js';
import { resultBatches } from './result-batches.js';
import { runsOfKeys } from './runs-of-keys.js';
import { failureOf } from './user-function-error.js';

/** Calls a user's function once a key, with `(left, right)` or `(key, left, right)`: the task of `cogroup().applyInArrow`. */
export const cogroupFunction: MapTask<CogroupFunctionState> = async (state) => {
  const fn = await revive(state.fn);
  const keyCount = state.input.fields.length - 1 - state.left.fields.length - state.right.fields.length;
  const places = Array.from({ length: keyCount }, (_, i) => i + 1);
  const sides = [
    { from: 1 + keyCount, schema: toArrowSchema(state.left) },
    { from: 1 + keyCount + state.left.fields.length, schema: toArrowSchema(state.right) },
  ];
  return {
    async *map(batches: AsyncIterable<RecordBatch>, partition: number) {
      const site = { name: state.name, partition };
      for await (const { keys, pieces } of runsOfKeys(batches, state.input, places)) {
        try {
          const tables = sides.map(({ from, schema }, side) => tableOf(pieces, side, from, schema));
          yield* resultBatches(state.arity > 2 ? fn(keys, ...tables) : fn(...tables), site);
        } catch (error) {
          throw failureOf(error, site);
        }
      }
    },
  };
};

/** The rows of one side, with its own columns. */
function tableOf(pieces: readonly RecordBatch[], side: number, from: number, schema: Schema): Table {
  const batches = pieces.flatMap((piece) => {
    const sideOf = piece.getChildAt(0)!;
    const rows = Int32Array.from(Array.from({ length: piece.numRows }, (_, row) => row).filter((row) => sideOf.get(row) === side));
    if (rows.length === 0) return [];
    const taken = rows.length === piece.numRows ? piece : takeRows(piece, rows);
    return [
      batchOf(
        schema,
        rows.length,
        schema.fields.map((field, i) => retypeData(taken.data.children[from + i]!, field.type, field.name)),
      ),
    ];
  });
  return new Table(schema, batches);
}
