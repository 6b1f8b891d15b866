import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RecordBatchFileWriter } from 'apache-arrow';
import { selectColumns } from '#lib/arrow/select-columns.js';
import { columnReader } from '#lib/arrow/values/column-reader.js';
import { AnalysisError } from '#lib/errors.js';
import type { DenseVector } from '#lib/linalg/dense-vector.js';
import type { SparseVector } from '#lib/linalg/sparse-vector.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import type { StructType } from '#lib/types/data-type.js';
import { schemaLine } from '#lib/types/type-name.js';
import { execute, type Execution } from '../execute.js';
import type { Physical } from '../physical.js';

/** Writes rows, a batch at a time, to one file of a format that DuckDB does not write; gives their number. */
export async function writeBatches(
  format: 'arrow' | 'libsvm',
  schema: StructType,
  input: Physical,
  folder: string,
  file: string,
  execution: Execution,
): Promise<number> {
  const target = createWriteStream(join(folder, `${file}.${format}`));
  const count = { rows: 0 };
  const { signal } = execution.options;
  const bytes = format === 'arrow' ? arrowBytes(schema, input, execution, count) : libsvmLines(schema, input, execution, count);
  await pipeline(Readable.from(bytes), target, { ...(signal && { signal }) });
  return count.rows;
}

/** The next batch is asked for when the bytes of the last one have gone. */
async function* arrowBytes(schema: StructType, input: Physical, execution: Execution, count: { rows: number }): AsyncGenerator<Uint8Array> {
  const arrowSchema = toArrowSchema(schema);
  const all = schema.fields.map((_, i) => i);
  const writer = new RecordBatchFileWriter();
  writer.reset(undefined, arrowSchema);
  const bytes = writer[Symbol.asyncIterator]();
  let goOn = (): void => {};
  let stopped = false;
  const fill = async (): Promise<void> => {
    for await (const { batch } of execute(input, execution)) {
      if (stopped) return;
      count.rows += batch.numRows;
      if (batch.numRows === 0) continue;
      const gone = new Promise<void>((resolve) => (goOn = resolve));
      writer.write(selectColumns(batch, all, arrowSchema));
      await gone;
    }
    writer.finish();
  };
  const filled = fill().catch((error: unknown) => {
    writer.abort(error);
    throw error;
  });
  filled.catch(() => undefined); // thrown below
  try {
    for (;;) {
      // a wait that lasts until the loop comes round is for bytes that are not there yet
      const hungry = setImmediate(() => goOn());
      const next = await bytes.next();
      clearImmediate(hungry);
      if (next.done === true) break;
      yield next.value;
    }
  } finally {
    stopped = true;
    goOn();
    await filled;
  }
}

async function* libsvmLines(schema: StructType, input: Physical, execution: Execution, count: { rows: number }): AsyncGenerator<string> {
  const [label, features] = schema.fields;
  if (schema.fields.length !== 2 || features?.type.kind !== 'vector' || !['double', 'float', 'integer', 'long'].includes(label!.type.kind))
    throw new AnalysisError(
      'INVALID_LIBSVM_SCHEMA',
      `libsvm must be written from a label, a number, and features, a vector; got ${schemaLine(schema)}`,
      {
        sqlState: '42K09',
      },
    );
  for await (const { batch } of execute(input, execution)) {
    const labelOf = columnReader(label!.type, batch.data.children[0]!, { name: label!.name });
    const vectorOf = columnReader(features.type, batch.data.children[1]!, { name: features.name });
    let text = '';
    for (let row = 0; row < batch.numRows; row++)
      text += `${String(labelOf(row))}${valuesOf(vectorOf(row) as DenseVector | SparseVector)}\n`;
    count.rows += batch.numRows;
    yield text;
  }
}

/** Indices count from 1; zeros of a dense vector are left out. */
function valuesOf(vector: DenseVector | SparseVector): string {
  let text = '';
  const { values } = vector;
  const indices = 'indices' in vector ? vector.indices : undefined;
  for (let i = 0; i < values.length; i++) if (indices !== undefined || values[i] !== 0) text += ` ${(indices?.[i] ?? i) + 1}:${values[i]}`;
  return text;
}
