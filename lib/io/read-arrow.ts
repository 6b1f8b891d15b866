import type { Data, RecordBatch } from 'apache-arrow';
import { batchAs } from '#lib/arrow/batch-as.js';
import { batchOf } from '#lib/arrow/batch-of.js';
import { columnBuilder } from '#lib/arrow/values/column-builder.js';
import { fromArrowSchema, toArrowSchema } from '#lib/types/arrow.js';
import { type Field, struct } from '#lib/types/data-type.js';
import type { SourceTask } from '#lib/workers/task.js';
import { arrowBatches } from './arrow-file.js';
import { type FileSourceState, type FileSplit, readError } from './file-source.js';

/** Reads Arrow IPC files and streams in the workers, a batch at a time. */
export const readArrow: SourceTask<FileSourceState> = (state, context) => ({
  async *read(given, wanted) {
    const split = given as FileSplit;
    try {
      for await (const batch of arrowBatches(split.path)) {
        context.signal.throwIfAborted();
        if (batch.numRows > 0) yield withFolders(batch, wanted, state, split.values);
      }
    } catch (error) {
      throw readError(error, split.path);
    }
  },
});

function withFolders(batch: RecordBatch, wanted: readonly Field[], state: FileSourceState, values: readonly unknown[]): RecordBatch {
  const found = fromArrowSchema(batch.schema);
  const columns = wanted.map((f): Data => {
    const folder = state.folders.indexOf(f.name);
    const index = found.fields.findIndex((own) => own.name.toLowerCase() === f.name.toLowerCase());
    if (folder !== -1 || index === -1) return repeated(f, folder === -1 ? null : values[folder], batch.numRows);
    const one = batchOf(toArrowSchema(struct([found.fields[index]!])), batch.numRows, [batch.data.children[index]!]);
    return batchAs(one, struct([found.fields[index]!]), struct([{ ...f, nullable: true }])).data.children[0]!;
  });
  return batchOf(toArrowSchema(struct(wanted)), batch.numRows, columns);
}

function repeated({ name, type }: Field, value: unknown, rows: number): Data {
  const builder = columnBuilder(type, { name, raw: true, capacity: rows });
  for (let row = 0; row < rows; row++) builder.append(value);
  return builder.finish();
}
