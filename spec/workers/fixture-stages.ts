import { expect } from 'chai';
import { double, field, struct } from '#lib/types/data-type.js';
import type { StructType } from '#lib/types/data-type.js';
import type { ExtendStep, MapStep, PartitionBatch, Stage } from '#lib/workers/stage.js';
import type { Task } from '#lib/workers/task.js';
import { batchOf, valuesOf } from './fixture-tasks.js';

export const schemaOf = (...names: string[]): StructType => struct(names.map((name) => field(name, double)));
export const extend = (t: Task, index = 0): ExtendStep => ({
  kind: 'extend',
  inputs: [{ kind: 'input', index }],
  inputSchema: schemaOf('x'),
  fields: [field('y', double)],
  task: t,
  label: t.name,
});
export const map = (t: Task, ...names: string[]): MapStep => ({
  kind: 'map',
  task: t,
  inputSchema: schemaOf('x'),
  schema: schemaOf(...names),
});
export const stage = (...steps: Stage['steps']): Stage => ({ steps, schema: schemaOf() });
export const source = (t: Task, splits: unknown[][], ...steps: Stage['steps']): Stage => ({
  source: { task: t, splits, fields: [field('x', double)] },
  steps,
  schema: schemaOf(),
});

/** Batches of one row each, [partition, value]. */
export async function* rowsOf(...rows: [number, number][]): AsyncGenerator<PartitionBatch> {
  for (const [partition, x] of rows) yield { partition, batch: batchOf({ x: [x] }) };
}
export const series = (n: number, partitions = 1) =>
  rowsOf(...Array.from({ length: n }, (_, i): [number, number] => [Math.floor((i * partitions) / n), i]));

export async function collect(rows: AsyncIterable<PartitionBatch>, column: number): Promise<unknown[][]> {
  const found: unknown[][] = [];
  for await (const { partition, batch } of rows) for (const value of valuesOf(batch, column)) found.push([partition, value]);
  return found;
}

export async function failure(work: Promise<unknown>): Promise<Error & { condition?: string }> {
  return work.then(
    () => expect.fail('it must fail, and did not'),
    (error: Error) => error,
  );
}
