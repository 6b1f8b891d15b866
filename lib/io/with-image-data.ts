import * as arrow from 'apache-arrow';
import type { FileBytes } from './file-bytes.js';

/** The same images, made without their `data`, with the bytes of the files read for them: one value for each row. */
export function withImageData(batch: arrow.RecordBatch, files: FileBytes): arrow.RecordBatch {
  const columns = batch.data.children.map((column, i) => (batch.schema.fields[i]!.name === 'image' ? filled(column, files) : column));
  return new arrow.RecordBatch(batch.schema, batch.data.clone(batch.data.type, 0, batch.numRows, 0, undefined, columns));
}

function filled(images: arrow.Data, files: FileBytes): arrow.Data {
  const fields = (images.type as arrow.Struct).children;
  const children = images.children.map((child, i) => {
    if (fields[i]!.name !== 'data') return child;
    const { length, nullCount, nullBitmap } = child;
    return arrow.makeData({ type: new arrow.Binary(), length, nullCount, nullBitmap, ...files.take() });
  });
  return images.clone(images.type, 0, images.length, images.nullCount, undefined, children);
}
