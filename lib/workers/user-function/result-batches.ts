import { RecordBatch, Table } from 'apache-arrow';
import { show } from '#lib/arrow/values/value-mismatch.js';
import { failed, type CallSite } from './user-function-error.js';

/** The batches that a user's function gave: a table, a batch, or a list or (async) iterable of those. */
export async function* resultBatches(result: unknown, site: CallSite): AsyncGenerator<RecordBatch> {
  const given = await result;
  if (given instanceof RecordBatch) yield given;
  else if (given instanceof Table) yield* given.batches;
  else if (isIterable(given)) for await (const each of given) yield* resultBatches(each, site);
  else throw failed(site, `must return Arrow tables or record batches; got ${show(given)}`, undefined);
}

function isIterable(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
}
