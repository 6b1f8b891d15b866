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

/** What a batch holds already, that was gathered elsewhere. */
export interface Begun {
  readonly rows: number;
  readonly bytes: number;
}

/** Gathers DuckDB's chunks of 2,048 rows into batches, splitting a chunk where a batch is full. */
export class BatchAccumulator {
  readonly #schema: Schema;
  readonly #limits: BatchLimits;
  readonly #rows: StructAccumulator;
  /** Rows of the batch at hand, and those among them that are elsewhere. */
  #count: number;
  #elsewhere: number;
  #bytes: number;

  /** The first batch ends where it would if the rows of `begun` were in it; it has the others. */
  constructor(schema: Schema, limits: BatchLimits, begun: Begun = { rows: 0, bytes: 0 }) {
    this.#schema = schema;
    this.#limits = limits;
    this.#count = this.#elsewhere = begun.rows;
    this.#bytes = begun.bytes;
    this.#rows = new StructAccumulator(
      new Struct(schema.fields),
      schema.fields.map((field) => accumulatorOf(field.type)),
    );
  }

  /** What the batch at hand holds. */
  get begun(): Begun {
    return { rows: this.#count, bytes: this.#bytes };
  }

  /** Takes in every row of the C array at `pointer`; adds the batches that became full to `full`. */
  append(pointer: number, full: RecordBatch[]): void {
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
    const rows = this.#count - this.#elsewhere;
    this.#count = this.#elsewhere = 0;
    this.#bytes = 0;
    return batchOf(this.#schema, rows, this.#rows.finish().children);
  }
}
