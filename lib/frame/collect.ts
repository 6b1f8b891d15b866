import { RecordBatch, Table } from 'apache-arrow';
import { sliceBatch } from '#lib/arrow/slice-batch.js';
import { batchRows } from '#lib/arrow/values/batch-rows.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import type { DataFrame } from './data-frame.js';
import { checkNames } from './duplicate-names.js';

export const longsOf = (frame: DataFrame): 'number' | 'bigint' =>
  frame.sparkSession.conf.get('spark.kindling.longs') === 'bigint' ? 'bigint' : 'number';

/** All rows of a frame as objects. Throws where columns share a name: an object holds one of them only. */
export async function collectRows(frame: DataFrame): Promise<any[]> {
  const rows: unknown[] = [];
  const schema = checkNames(frame.schema);
  for await (const { batch } of frame.engine.run(frame.relation, { description: 'collect' }))
    for (const row of batchRows(batch, schema, { longs: longsOf(frame) })) rows.push(row);
  return rows;
}

/** The rows one by one; breaking off ends the run. */
export async function* localIterator(frame: DataFrame): AsyncGenerator<any> {
  const schema = checkNames(frame.schema);
  for await (const { batch } of frame.engine.run(frame.relation, { description: 'toLocalIterator' }))
    yield* batchRows(batch, schema, { longs: longsOf(frame) });
}

/** The last n rows. */
export async function tail(frame: DataFrame, n: number): Promise<any[]> {
  const schema = checkNames(frame.schema);
  let kept: RecordBatch[] = [];
  for await (const { batch } of frame.engine.run(frame.relation, { description: 'tail' })) kept = lastRows([...kept, batch], n);
  return kept.flatMap((batch) => [...batchRows(batch, schema, { longs: longsOf(frame) })]);
}

function lastRows(batches: readonly RecordBatch[], n: number): RecordBatch[] {
  let left = n;
  const kept: RecordBatch[] = [];
  for (const batch of batches.toReversed()) {
    const rows = Math.min(batch.numRows, left);
    if (rows > 0) kept.unshift(rows === batch.numRows ? batch : sliceBatch(batch, batch.numRows - rows, rows));
    left -= rows;
  }
  return kept;
}

/** All rows as one Arrow table, with the frame's schema also where there are no rows. */
export async function collectTable(frame: DataFrame): Promise<Table> {
  const batches: RecordBatch[] = [];
  for await (const { batch } of frame.engine.run(frame.relation, { description: 'toArrow' })) if (batch.numRows > 0) batches.push(batch);
  const schema = toArrowSchema(frame.schema);
  return new Table(
    schema,
    batches.map((batch) => new RecordBatch(schema, batch.data)),
  );
}
