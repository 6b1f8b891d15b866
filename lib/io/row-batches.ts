import * as arrow from 'apache-arrow';
import type { Builder } from '#lib/arrow/values/builder.js';
import { columnBuilder } from '#lib/arrow/values/column-builder.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import { type Field, struct } from '#lib/types/data-type.js';

const BATCH_ROWS = 32_768;
const BATCH_BYTES = 16 * 2 ** 20;

/** Collects rows of raw values (times as counts of days and microseconds) into batches that are bounded by rows and bytes. */
export class RowBatches {
  readonly #fields: readonly Field[];
  readonly #schema: arrow.Schema;
  #columns: readonly Builder[];
  #rows = 0;

  constructor(fields: readonly Field[]) {
    // what is read may be null whatever the schema says
    this.#fields = fields.map((f) => ({ ...f, nullable: true }));
    this.#schema = toArrowSchema(struct(fields));
    this.#columns = this.#builders();
  }

  /** Adds the values of a row by place. */
  add(values: readonly unknown[]): void {
    for (let i = 0; i < this.#columns.length; i++) this.#columns[i]!.append(values[i]);
    this.#rows++;
  }

  get isFull(): boolean {
    if (this.#rows >= BATCH_ROWS) return true;
    if (this.#rows % 64 !== 0) return false;
    let bytes = 0;
    for (const column of this.#columns) bytes += column.byteLength;
    return bytes >= BATCH_BYTES;
  }

  get isEmpty(): boolean {
    return this.#rows === 0;
  }

  /** The rows so far as a batch; the next ones start another. */
  take(): arrow.RecordBatch {
    const children = this.#columns.map((column) => column.finish());
    const data = arrow.makeData({ type: new arrow.Struct(this.#schema.fields), length: this.#rows, nullCount: 0, children });
    this.#rows = 0;
    this.#columns = this.#builders();
    return new arrow.RecordBatch(this.#schema, data);
  }

  #builders(): Builder[] {
    return this.#fields.map(({ name, type }) => columnBuilder(type, { name, raw: true }));
  }
}
