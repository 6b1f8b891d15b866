import type { Data, RecordBatch, Schema } from 'apache-arrow';
import { batchOf } from '#lib/arrow/batch-of.js';
import { retypeData } from '#lib/arrow/retype-data.js';
import { repeatedColumn } from './repeated-column.js';
import type { Light } from './stage.js';

/** The columns that light expressions give, called as in `schema`. Nothing is copied, save for constants and nulls of structs. */
export function lightBatch(batch: RecordBatch, columns: readonly Light[], schema: Schema): RecordBatch {
  return batchOf(
    schema,
    batch.numRows,
    columns.map((column, i) => retypeData(lightColumn(batch, column), schema.fields[i]!.type, schema.names[i] as string)),
  );
}

/** One column. A field of a null struct is null. */
export function lightColumn(batch: RecordBatch, column: Light): Data {
  switch (column.kind) {
    case 'input': {
      const found = batch.data.children[column.index];
      if (found === undefined) throw new RangeError(`column ${column.index} must be one of the ${batch.numCols} of the batch`);
      return found;
    }
    case 'field':
      return fieldOf(lightColumn(batch, column.child), column.index);
    case 'literal':
      return repeatedColumn([column.value], column.type, batch.numRows);
  }
}

function fieldOf(struct: Data, index: number): Data {
  const child = struct.children[index];
  if (child === undefined) throw new RangeError(`field ${index} must be one of the ${struct.children.length} of the struct`);
  if (struct.nullCount === 0) return child;
  const bitmap = new Uint8Array(Math.ceil((child.offset + child.length) / 8));
  let nullCount = 0;
  for (let row = 0; row < child.length; row++) {
    if (struct.getValid(row) && child.getValid(row)) bitmap[(child.offset + row) >> 3]! |= 1 << ((child.offset + row) & 7);
    else nullCount++;
  }
  return child.clone(child.type, child.offset, child.length, nullCount, { ...buffersOf(child), 2: bitmap }, child.children);
}

const buffersOf = (data: Data) => ({ 0: data.valueOffsets, 1: data.values, 2: data.nullBitmap, 3: data.typeIds });
