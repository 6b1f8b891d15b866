import { Struct } from 'apache-arrow';
import type { RecordBatch, Schema } from 'apache-arrow';
import { batchOf } from '#lib/arrow/batch-of.js';
import { accumulatorOf } from './accumulator-of.js';
import { StructAccumulator } from './struct-accumulator.js';

/** How large a batch may get: it ends where the next row would pass either. A row that is larger alone makes a batch alone. */
export interface BatchLimits {
  readonly rows: number;
  readonly bytes: number;
}

/** Gathers DuckDB's chunks of 2,048 rows into batches, splitting a chunk where a batch is full. */
export class BatchAccumulator {
  readonly #schema: Schema;
  readonly #limits: BatchLimits;
  readonly #rows: StructAccumulator;
  #count = 0;
  #bytes = 0;

  constructor(schema: Schema, limits: BatchLimits) {
    this.#schema = schema;
    this.#limits = limits;
    this.#rows = new StructAccumulator(
      new Struct(schema.fields),
      schema.fields.map((field) => accumulatorOf(field.type)),
    );
  }

  /** Takes in every row of the C array at `pointer`; gives the batches that became full. */
  append(pointer: number): RecordBatch[] {
    const full: RecordBatch[] = [];
    this.#rows.load(pointer);
    const { rows } = this.#rows;
    for (let start = 0; start < rows; ) {
      const length = this.#fitting(start, rows - start);
      if (length > 0) {
        this.#bytes += this.#rows.bytes(start, length);
        this.#rows.append(start, length);
        this.#count += length;
        start += length;
      }
      if (start < rows || this.#count === this.#limits.rows) full.push(this.#finish());
    }
    return full;
  }

  /** The rest, if there is any. */
  flush(): RecordBatch | undefined {
    return this.#count === 0 ? undefined : this.#finish();
  }

  /** How many of the next `available` rows fit; at least one in an empty batch. */
  #fitting(start: number, available: number): number {
    const most = Math.min(available, this.#limits.rows - this.#count);
    const room = this.#limits.bytes - this.#bytes;
    if (this.#rows.bytes(start, most) <= room) return most;
    let fits = 0;
    let tooMany = most;
    while (tooMany - fits > 1) {
      const middle = (fits + tooMany) >> 1;
      if (this.#rows.bytes(start, middle) <= room) fits = middle;
      else tooMany = middle;
    }
    return fits === 0 && this.#count === 0 ? 1 : fits;
  }

  #finish(): RecordBatch {
    const rows = this.#count;
    this.#count = 0;
    this.#bytes = 0;
    return batchOf(this.#schema, rows, this.#rows.finish().children);
  }
}
