import type { RecordBatch, Schema } from 'apache-arrow';
import { batchOf } from './batch-of.js';
import { retypeData } from './retype-data.js';

/**
 * The columns at `indices` under the fields of `schema`; nothing is copied. Names, nullability and metadata may differ at
 * any depth; the layouts must be the same, or it throws an AnalysisError.
 */
export function selectColumns(batch: RecordBatch, indices: readonly number[], schema: Schema): RecordBatch {
  const { fields } = schema;
  if (indices.length !== fields.length)
    throw new RangeError(`selectColumns: as many indices as fields are wanted, ${fields.length}; got ${indices.length}`);
  const columns = indices.map((index, i) => {
    const column = batch.data.children[index];
    if (column === undefined)
      throw new RangeError(`selectColumns: an index must be below the number of columns, ${batch.numCols}; got ${index}`);
    return retypeData(column, fields[i]!.type, fields[i]!.name);
  });
  return batchOf(schema, batch.numRows, columns);
}
