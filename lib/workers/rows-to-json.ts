import type { RecordBatch } from 'apache-arrow';
import { batchOf } from '#lib/arrow/batch-of.js';
import { columnBuilder } from '#lib/arrow/values/column-builder.js';
import { columnReader } from '#lib/arrow/values/column-reader.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import * as t from '#lib/types/data-type.js';
import type { StructType } from '#lib/types/data-type.js';
import { formatJson } from '#lib/types/format-json.js';
import type { MapTask, Task } from './task.js';

interface State {
  readonly schema: StructType;
  readonly zone: string;
}

/** One column: each row as a line of JSON. */
export const JSON_LINES: StructType = t.struct([t.field('value', t.string, true)]);

/** Makes each row a line of JSON: the task of `toJSON`. */
export const rowsToJson: MapTask<State> = ({ schema, zone }) => ({
  async *map(batches: AsyncIterable<RecordBatch>) {
    for await (const batch of batches) {
      const readers = schema.fields.map((f, i) =>
        columnReader(f.type, batch.data.children[i]!, { longs: 'bigint', raw: true, name: f.name }),
      );
      const lines = columnBuilder(t.string, { name: 'value', capacity: batch.numRows });
      for (let row = 0; row < batch.numRows; row++)
        lines.append(
          formatJson(
            readers.map((read) => read(row) as unknown),
            schema,
            zone,
          ),
        );
      yield batchOf(toArrowSchema(JSON_LINES), batch.numRows, [lines.finish()]);
    }
  },
});

/** The task for rows of a schema. */
export const jsonTask = (schema: StructType, zone: string): Task<State> =>
  Object.freeze({
    module: import.meta.url,
    name: 'rowsToJson',
    key: `rowsToJson-${zone}-${JSON.stringify(schema)}`,
    state: { schema, zone },
  });
