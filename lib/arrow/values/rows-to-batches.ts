import * as arrow from 'apache-arrow';
import { AnalysisError } from '#lib/errors.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import type { StructType } from '#lib/types/data-type.js';
import { columnBuilder } from './column-builder.js';
import type { Builder } from './builder.js';
import { isPlainObject } from './list-builder.js';
import { show } from './value-mismatch.js';

export interface BatchLimits {
  /** The most rows of a batch; 65,536 unless told otherwise. */
  readonly batchRows?: number;
  /** A batch ends when its data passes this many bytes; 32 MiB unless told otherwise. */
  readonly batchBytes?: number;
}

/**
 * Record batches of rows, in shared memory. A row is an object (a missing name is null, other names are left) or an
 * array in the order of the schema. A value that does not fit is an error that names its row, from 0, and its column.
 */
export function* rowsToBatches(rows: Iterable<unknown>, schema: StructType, limits: BatchLimits = {}): Generator<arrow.RecordBatch> {
  const { batchRows = 65_536, batchBytes = 32 * 1024 * 1024 } = limits;
  const arrowSchema = toArrowSchema(schema);
  let batch = new BatchBuilder(schema, arrowSchema);
  let row = 0;
  for (const value of rows) {
    batch.append(value, row++);
    if (batch.rows < batchRows && batch.byteLength < batchBytes) continue;
    yield batch.finish();
    batch = new BatchBuilder(schema, arrowSchema);
  }
  if (batch.rows > 0) yield batch.finish();
}

class BatchBuilder {
  rows = 0;
  readonly #schema: arrow.Schema;
  readonly #names: readonly string[];
  readonly #columns: readonly Builder[];

  constructor(schema: StructType, arrowSchema: arrow.Schema) {
    this.#schema = arrowSchema;
    this.#names = schema.fields.map((field) => field.name);
    this.#columns = schema.fields.map(({ name, type, nullable }) => columnBuilder(type, { name, nullable }));
  }

  get byteLength(): number {
    let bytes = 0;
    for (let i = 0; i < this.#columns.length; i++) bytes += this.#columns[i]!.byteLength;
    return bytes;
  }

  append(value: unknown, row: number): void {
    try {
      if (Array.isArray(value)) this.#appendArray(value);
      else if (isRecord(value)) for (let i = 0; i < this.#names.length; i++) this.#columns[i]!.append(value[this.#names[i]!]);
      else
        throw new AnalysisError(
          'CANNOT_ACCEPT_OBJECT_IN_TYPE',
          `A row must be an object or an array of ${this.#names.length}; got ${show(value)}`,
        );
    } catch (error) {
      if (!(error instanceof AnalysisError)) throw error;
      throw new AnalysisError(error.condition, `${error.message.replace(/^\[\w+\] /, '')} (row ${row})`, { cause: error });
    }
    this.rows++;
  }

  #appendArray(values: readonly unknown[]): void {
    if (values.length !== this.#columns.length) {
      throw new AnalysisError(
        'LENGTH_SHOULD_BE_THE_SAME',
        `A row must have ${this.#columns.length} values, one for each column; got ${values.length}`,
      );
    }
    for (let i = 0; i < values.length; i++) this.#columns[i]!.append(values[i]);
  }

  finish(): arrow.RecordBatch {
    const children = this.#columns.map((column) => column.finish());
    return new arrow.RecordBatch(
      this.#schema,
      arrow.makeData({ type: new arrow.Struct(this.#schema.fields), length: this.rows, nullCount: 0, children }),
    );
  }
}

/** A row by names: any object that is not itself a value of a column. */
const isRecord = (value: unknown): value is Record<string, unknown> =>
  isPlainObject(value) ||
  (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !(value instanceof Date) && !(value instanceof Map));
