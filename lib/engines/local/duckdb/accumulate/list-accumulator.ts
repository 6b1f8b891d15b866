import { Data } from 'apache-arrow';
import type { DataType } from 'apache-arrow';
import { ArrayReader } from '../c-array.js';
import type { ColumnAccumulator } from './column-accumulator.js';
import { Offsets } from './offsets.js';
import { Validity } from './validity.js';

/** Lists, and maps, which are lists of entries. */
export class ListAccumulator implements ColumnAccumulator {
  readonly #type: DataType;
  readonly #child: ColumnAccumulator;
  readonly #array = new ArrayReader();
  readonly #validity = new Validity();
  readonly #offsets = new Offsets();

  constructor(type: DataType, child: ColumnAccumulator) {
    this.#type = type;
    this.#child = child;
  }

  load(pointer: number): void {
    this.#array.load(pointer);
    this.#offsets.load(this.#array);
    this.#child.load(this.#array.children[0]!);
  }

  bytes(start: number, length: number): number {
    const first = this.#offsets.at(start);
    return 4 * length + this.#child.bytes(first, this.#offsets.at(start + length) - first);
  }

  append(start: number, length: number): void {
    const first = this.#offsets.at(start);
    this.#validity.append(this.#array, start, length);
    this.#child.append(first, this.#offsets.at(start + length) - first);
    this.#offsets.append(start, length);
  }

  finish(): Data {
    const { length, nullCount, nullBitmap } = this.#validity.finish();
    return new Data(this.#type, 0, length, nullCount, [this.#offsets.finish(), undefined, nullBitmap], [this.#child.finish()]);
  }
}
