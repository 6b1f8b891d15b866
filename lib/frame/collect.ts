import { RecordBatch, Table } from 'apache-arrow';
import { batchRows } from '#lib/arrow/values/batch-rows.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import type { DataFrame } from './data-frame.js';

const longsOf = (frame: DataFrame): 'number' | 'bigint' =>
  frame.sparkSession.conf.get('spark.kindling.longs') === 'bigint' ? 'bigint' : 'number';

/** All rows of a frame as objects. */
export async function collectRows(frame: DataFrame): Promise<any[]> {
  const rows: unknown[] = [];
  const schema = frame.schema;
  for await (const { batch } of frame.engine.run(frame.relation, { description: 'collect' })) {
    for (const row of batchRows(batch, schema, { longs: longsOf(frame) })) rows.push(row);
  }
  return rows;
}

/** The rows one by one; breaking off ends the run. */
export async function* localIterator(frame: DataFrame): AsyncGenerator<any> {
  const schema = frame.schema;
  for await (const { batch } of frame.engine.run(frame.relation, { description: 'toLocalIterator' })) {
    yield* batchRows(batch, schema, { longs: longsOf(frame) });
  }
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
