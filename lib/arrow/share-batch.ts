import type { Data, RecordBatch } from 'apache-arrow';
import { batchOf } from './batch-of.js';
import { concatData } from './concat-data.js';
import { sliceData } from './slice-data.js';

/** The same rows in shared memory. Columns that lie there already are kept; the others are copied, without what their rows do not use. */
export function shareBatch(batch: RecordBatch): RecordBatch {
  const columns = batch.data.children.map((column) => {
    const normal = sliceData(column, 0, column.length);
    return isShared(normal) ? normal : shareData(normal);
  });
  return batchOf(batch.schema, batch.numRows, columns);
}

function shareData(data: Data): Data {
  const copy = concatData(data.type, [data]);
  copy.dictionary = data.dictionary; 
  return copy;
}

function isShared(data: Data): boolean {
  const buffers = [data.valueOffsets, data.values, data.nullBitmap] as (ArrayBufferView | undefined)[];
  return buffers.every((buffer) => buffer === undefined || buffer.byteLength === 0 || buffer.buffer instanceof SharedArrayBuffer) && data.children.every(isShared);
}
