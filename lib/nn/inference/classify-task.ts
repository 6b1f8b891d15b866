import type { RecordBatch } from 'apache-arrow';
import type { PreprocessingJSON } from '#lib/image/preprocessing.js';
import type { Field } from '#lib/types/data-type.js';
import type { Extend, Task, TaskContext } from '#lib/workers/task.js';
import { chooserOf, type ClassScores, classify } from './classify.js';
import { sizeOf } from '#lib/nn/net/layers-net-data.js';
import { type NetData, openNet } from '#lib/nn/net/net-runner.js';
import { outputBatch } from './output-columns.js';
import { predictRows, rowDraw } from './predict-rows.js';
import { fixedShape } from './predict-task.js';
import { sampleReader } from './sample-reader.js';
import { taskKey } from './task-key.js';

/** All that a worker must know to classify, as plain data. */
export interface ClassifyState {
  /** The net, without the softmax or sigmoid at its end where `scores` says so. */
  readonly net: NetData;
  readonly scores: ClassScores;
  readonly preprocessing: PreprocessingJSON | undefined;
  readonly batchSize: number;
  /** Seed of the preprocessing steps that draw. */
  readonly seed: number;
  readonly thresholds: readonly number[] | undefined;
  readonly threshold: number | undefined;
  /** The columns that are wanted. */
  readonly outputs: readonly ClassifierColumn[];
}

export interface ClassifierColumn {
  readonly holds: 'raw' | 'probability' | 'prediction';
  readonly field: Field;
}

/** The task that adds scores, probabilities and predictions to rows of features. */
export const classifyTask = (state: ClassifyState): Task<ClassifyState> => {
  const { net, ...settings } = state;
  return {
    module: import.meta.url,
    name: classifyRows.name,
    key: taskKey(classifyRows.name, net, settings),
    state,
    rowNumbers: state.preprocessing !== undefined,
  };
};

/** An ExtendTask: a null features value gives null in every column. */
export async function classifyRows(state: ClassifyState, { threads }: TaskContext): Promise<Extend> {
  const runner = await openNet(state.net, { threads });
  const width = sizeOf(fixedShape(runner.inputShape));
  const outputWidth = sizeOf(runner.outputShape);
  const choose = chooserOf(state.thresholds, state.threshold);
  const read = await sampleReader(width, state.preprocessing);
  return {
    async extend(batch: RecordBatch, partition: number, firstRow = 0) {
      const column = batch.schema.fields[0]!.name;
      const { values, valid } = await predictRows(
        runner,
        read(batch.getChildAt(0)!, column, (row) => `row ${firstRow + row} of partition ${partition}`),
        batch.numRows,
        width,
        state.batchSize,
        rowDraw(state.seed, partition, firstRow),
      );
      const classified = classify(values, outputWidth, state.scores, choose);
      return outputBatch(
        state.outputs.map(({ field }) => field),
        state.outputs.map(({ holds }) => classified[holds]),
        valid,
      );
    },
    close: () => runner.close(),
  };
}
