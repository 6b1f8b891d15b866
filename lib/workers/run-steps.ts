import { Schema } from 'apache-arrow';
import type { RecordBatch } from 'apache-arrow';
import { batchOf } from '#lib/arrow/batch-of.js';
import { filterBatch } from '#lib/arrow/filter-batch.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import { conformedColumns, wrongOutput } from './conformed-columns.js';
import { lightBatch, lightColumn } from './light-column.js';
import type { WorkStep } from './messages.js';
import type { Extend, PartitionMap } from './task.js';
import { trueRows } from './true-rows.js';

type Batches = AsyncIterable<RecordBatch>;

/** How a step reaches its task: the worker gives the opened one, and notes the call. */
export interface TaskCalls {
  extend(step: number, task: string, call: (extend: Extend) => Promise<RecordBatch> | RecordBatch): Promise<RecordBatch>;
  map(step: number, task: string, batches: Batches, call: (map: PartitionMap, batches: Batches) => Batches): Batches;
}

/** Which rows a run has: a whole partition, or one batch of it, whose first row is its row `firstRow`. */
export interface RunRows {
  readonly partition: number;
  readonly firstRow?: number;
}

/** A step with its Arrow schemas made, once a job. `firstRow` is the place of the batch's first row among those that come to the step. */
type Apply = (batch: RecordBatch, partition: number, firstRow: number | undefined, calls: TaskCalls) => Promise<RecordBatch> | RecordBatch;
type Flow = (batches: Batches, rows: RunRows, calls: TaskCalls) => Batches;

/**
 * Makes the steps of a stage ready to run over partitions. Steps in a row run fused, batch by batch; batches that have
 * no rows, or lose them all, go no further.
 */
export function compileSteps(steps: readonly WorkStep[]): Flow {
  const flows: Flow[] = [];
  let fused: Apply[] = [];
  let filtered = steps.length;
  const fuse = () => {
    const applies = fused;
    flows.push((batches, rows, calls) => applyAll(applies, filtered, batches, rows, calls));
    fused = [];
  };
  steps.forEach((step, index) => {
    if (step.kind === 'filter') filtered = Math.min(filtered, index);
    if (step.kind !== 'map') fused.push(compileApply(step, index));
    else {
      fuse();
      flows.push(compileMap(step, index));
    }
  });
  fuse();
  return (batches, rows, calls) => flows.reduce((made, flow) => flow(made, rows, calls), batches);
}

/** Rows are counted at each step. Behind a filter (the step `filtered`) a run of one batch does not know how many went before it. */
async function* applyAll(applies: readonly Apply[], filtered: number, batches: Batches, rows: RunRows, calls: TaskCalls): Batches {
  const { partition, firstRow = 0 } = rows;
  const seen = applies.map(() => firstRow);
  for await (let batch of batches) {
    for (const [i, apply] of applies.entries()) {
      if (batch.numRows === 0) break;
      const isKnown = rows.firstRow === undefined || i <= filtered;
      const first = seen[i]!;
      seen[i] = first + batch.numRows;
      batch = await apply(batch, partition, isKnown ? first : undefined, calls);
    }
    if (batch.numRows > 0) yield batch;
  }
}

function compileApply(step: Exclude<WorkStep, { kind: 'map' }>, index: number): Apply {
  switch (step.kind) {
    case 'project': {
      const schema = toArrowSchema(step.schema);
      return (batch) => lightBatch(batch, step.columns, schema);
    }
    case 'filter':
      return (batch) => filterBatch(batch, trueRows(lightColumn(batch, step.condition)));
    case 'extend': {
      const inputSchema = toArrowSchema(step.inputSchema);
      const fields = toArrowSchema({ kind: 'struct', fields: step.fields }).fields;
      const added = new Schema(fields);
      const extended = once((schema: Schema) => new Schema([...schema.fields, ...fields], schema.metadata));
      return async (batch, partition, firstRow, calls) => {
        const input = lightBatch(batch, step.inputs, inputSchema);
        const output = await calls.extend(index, step.task, (task) => task.extend(input, partition, firstRow));
        if (output.numRows !== batch.numRows)
          throw wrongOutput(step.label, `${batch.numRows} rows, as many as it is given`, `${output.numRows}`);
        const columns = conformedColumns(output, added, step.label);
        return batchOf(extended(batch.schema), batch.numRows, [...batch.data.children, ...columns]);
      };
    }
  }
}

function compileMap(step: Extract<WorkStep, { kind: 'map' }>, index: number): Flow {
  const inputSchema = toArrowSchema(step.inputSchema);
  const schema = toArrowSchema(step.schema);
  return async function* (batches, { partition }, calls) {
    const outputs = calls.map(index, step.task, renamed(batches, inputSchema), (task, rows) => task.map(rows, partition));
    for await (const output of outputs) {
      if (output.numRows > 0) yield batchOf(schema, output.numRows, conformedColumns(output, schema, step.label));
    }
  };
}

async function* renamed(batches: Batches, schema: Schema): Batches {
  for await (const batch of batches) yield batchOf(schema, batch.numRows, batch.data.children);
}

/** Remembers what was made of the last schema: the batches of a stream have one. */
function once(make: (schema: Schema) => Schema): (schema: Schema) => Schema {
  let [last, made]: [Schema?, Schema?] = [];
  return (schema) => {
    if (schema !== last) [last, made] = [schema, make(schema)];
    return made!;
  };
}
