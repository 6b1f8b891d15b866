import type { RecordBatch } from 'apache-arrow';
import { AnalysisError } from '#lib/errors.js';
import type { PreprocessingJSON } from '#lib/image/preprocessing.js';
import type { Field } from '#lib/types/data-type.js';
import type { Extend, Task, TaskContext } from '#lib/workers/task.js';
import { sizeOf } from '#lib/nn/net/layers-net-data.js';
import { type NetData, openNet } from '#lib/nn/net/net-runner.js';
import { outputBatch } from './output-columns.js';
import { predictRows, rowDraw } from './predict-rows.js';
import { sampleReader } from './sample-reader.js';
import { taskKey } from './task-key.js';

/** All that a worker must know to predict, as plain data. */
export interface PredictState {
  readonly net: NetData;
  readonly preprocessing: PreprocessingJSON | undefined;
  readonly batchSize: number;
  /** Seed of the preprocessing steps that draw. */
  readonly seed: number;
  /** The column of the net's outputs: a vector, or a double where the net gives one number. */
  readonly field: Field;
}

/** The task that adds a net's outputs to rows of features. */
export const predictTask = (state: PredictState): Task<PredictState> => ({
  module: import.meta.url,
  name: predict.name,
  key: taskKey(predict.name, state.net, state.preprocessing, state.batchSize, state.seed, state.field),
  state,
  rowNumbers: state.preprocessing !== undefined,
});

/** An ExtendTask: the net is opened once in a worker; a null features value gives null. */
export async function predict({ net, preprocessing, batchSize, seed, field }: PredictState, { threads }: TaskContext): Promise<Extend> {
  const runner = await openNet(net, { threads });
  const width = sizeOf(fixedShape(runner.inputShape));
  const read = await sampleReader(width, preprocessing);
  return {
    async extend(batch: RecordBatch, partition: number, firstRow = 0) {
      const column = batch.schema.fields[0]!.name;
      const { values, valid } = await predictRows(
        runner,
        read(batch.getChildAt(0)!, column, (row) => `row ${firstRow + row} of partition ${partition}`),
        batch.numRows,
        width,
        batchSize,
        rowDraw(seed, partition, firstRow),
      );
      return outputBatch([field], [field.type.kind === 'double' ? Float64Array.from(values) : values], valid);
    },
    close: () => runner.close(),
  };
}

/** The shape of a sample that a net takes, which must be known by now. */
export function fixedShape(shape: readonly (number | null)[]): readonly number[] {
  if (!shape.includes(null)) return shape as readonly number[];
  throw new AnalysisError(
    'UNSUPPORTED_MODEL',
    `A net must fix its input's shape; it takes [${shape.map((size) => size ?? 'null').join(', ')}].`,
  );
}
