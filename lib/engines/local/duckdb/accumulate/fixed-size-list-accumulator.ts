import { Data } from 'apache-arrow';
import type { FixedSizeList } from 'apache-arrow';
import { ArrayReader } from '../c-array.js';
import type { ColumnAccumulator } from './column-accumulator.js';
import { Validity } from './validity.js';

/** Lists of one size: vectors, DuckDB's `FLOAT[128]`. */
export class FixedSizeListAccumulator implements ColumnAccumulator {
  readonly #type: FixedSizeList;
  readonly #child: ColumnAccumulator;
  readonly #array = new ArrayReader();
  readonly #validity = new Validity();

  constructor(type: FixedSizeList, child: ColumnAccumulator) {
    this.#type = type;
    this.#child = child;
  }

  load(pointer: number): void {
    this.#array.load(pointer);
    this.#child.load(this.#array.children[0]!);
  }

  bytes(start: number, length: number): number {
    const size = this.#type.listSize;
    return this.#child.bytes((this.#array.offset + start) * size, length * size);
  }

  append(start: number, length: number): void {
    const size = this.#type.listSize;
    this.#validity.append(this.#array, start, length);
    this.#child.append((this.#array.offset + start) * size, length * size);
  }

  finish(): Data {
    const { length, nullCount, nullBitmap } = this.#validity.finish();
    return new Data(this.#type, 0, length, nullCount, [undefined, undefined, nullBitmap], [this.#child.finish()]);
  }
}
