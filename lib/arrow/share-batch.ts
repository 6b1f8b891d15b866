import { Vector } from 'apache-arrow';
import type { Data, RecordBatch } from 'apache-arrow';
import { batchOf } from './batch-of.js';
import { concatData } from './concat-data.js';
import { sliceData } from './slice-data.js';

/** The same rows in shared memory. Columns that lie there already are kept; the others are copied, without what their rows do not use. */
export function shareBatch(batch: RecordBatch): RecordBatch {
  return batchOf(batch.schema, batch.numRows, batch.data.children.map(shareColumn));
}

function shareColumn(data: Data): Data {
  const normal = sliceData(data, 0, data.length);
  if (isShared(normal)) return normal;
  const copy = concatData(normal.type, [normal]);
  shareDictionaries(copy);
  return copy;
}

/** Dictionaries copied so far: many batches have one between them. */
const dictionaries = new WeakMap<Vector, Vector>();

function shareDictionaries(data: Data): void {
  if (data.dictionary !== undefined) data.dictionary = shareDictionary(data.dictionary);
  data.children.forEach(shareDictionaries);
}

function shareDictionary(dictionary: Vector): Vector {
  const shared = dictionaries.get(dictionary) ?? new Vector((dictionary.data as Data[]).map(shareColumn));
  dictionaries.set(dictionary, shared);
  return shared;
}

function isShared(data: Data): boolean {
  const buffers = [data.valueOffsets, data.values, data.nullBitmap] as (ArrayBufferView | undefined)[];
  return (
    buffers.every((buffer) => buffer === undefined || buffer.byteLength === 0 || buffer.buffer instanceof SharedArrayBuffer) &&
    data.children.every(isShared) &&
    ((data.dictionary?.data ?? []) as Data[]).every(isShared)
  );
}
