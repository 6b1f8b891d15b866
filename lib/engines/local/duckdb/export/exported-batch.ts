import { type DataType, Field } from 'apache-arrow';
import type { RecordBatch } from 'apache-arrow';
import { CArray, CHILDREN, CHILD_COUNT, BUFFERS, BUFFER_COUNT, LENGTH, RELEASE } from '../c-array.js';
import { duckdb } from '../library.js';
import { addressOf } from '../native-call.js';
import { ExportedColumn } from './exported-column.js';
import { plainData } from './plain-data.js';

/** A batch as a C ArrowArray that points into its memory. It must outlive every chunk that is made of it. */
export class ExportedBatch {
  /** The fields as DuckDB sees them: dictionaries spread out, fixed-size binary as binary. */
  readonly fields: readonly Field[];
  readonly #array = new CArray();
  readonly #columns: readonly ExportedColumn[];
  readonly #pointers: BigUint64Array;
  readonly #buffers = new BigUint64Array(1); // a batch has no validity

  constructor(batch: RecordBatch) {
    const columns = batch.data.children.map(plainData);
    this.fields = batch.schema.fields.map((f, i) => new Field<DataType>(f.name, columns[i]!.type, f.nullable));
    this.#columns = columns.map((data) => new ExportedColumn(data));
    this.#pointers = BigUint64Array.from(this.#columns, (column) => BigInt(column.address));
  }

  /** The C array, for C to take. */
  get slots(): BigUint64Array {
    return this.#array.slots;
  }

  /** Makes it stand for `length` rows from `start`, which is a multiple of 8. C takes the array over each time, so each time it is filled in anew. */
  select(start: number, length: number): void {
    for (const column of this.#columns) column.select(start, length);
    const { slots } = this.#array;
    slots.fill(0n);
    slots[LENGTH] = BigInt(length);
    slots[BUFFER_COUNT] = 1n;
    slots[BUFFERS] = BigInt(addressOf(this.#buffers));
    slots[CHILD_COUNT] = BigInt(this.#columns.length);
    slots[CHILDREN] = BigInt(addressOf(this.#pointers));
    slots[RELEASE] = duckdb().releaseNothing;
  }
}
