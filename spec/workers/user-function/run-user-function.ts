import type { RecordBatch } from 'apache-arrow';
import { columnReader } from '#lib/arrow/values/column-reader.js';
import { rowsToBatches } from '#lib/arrow/values/rows-to-batches.js';
import type { StructType } from '#lib/types/data-type.js';
import { userCall } from '#lib/workers/user-function/user-call.js';
import type { UserCallOptions } from '#lib/workers/user-function/user-call.js';
import type { ExtendTask, TaskContext } from '#lib/workers/task.js';

export const context: TaskContext = { worker: 0, workers: 1, threads: 1, signal: new AbortController().signal, report: () => undefined };

/** Runs a user's function as a worker would: its task by address, its state cloned. Gives the result of every row. */
export async function runUserFunction(
  fn: Function,
  options: UserCallOptions,
  schema: StructType,
  rows: readonly unknown[],
  partition = 3,
): Promise<unknown[]> {
  const [input] = rowsToBatches(rows, schema);
  const batch = await extend(fn, options, input!, partition);
  const read = columnReader(options.returns, batch.data.children[0]!, { longs: options.longs });
  return Array.from({ length: batch.numRows }, (_, row) => read(row) as unknown);
}

export async function extend(fn: Function, options: UserCallOptions, input: RecordBatch, partition = 0): Promise<RecordBatch> {
  const { task } = userCall(fn, options, []);
  const module = (await import(task.module)) as Record<string, ExtendTask>;
  const opened = await module[task.name]!(structuredClone(task.state), context);
  return opened.extend(input, partition);
}
