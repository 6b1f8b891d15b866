import { Data } from 'apache-arrow';
import type { Struct } from 'apache-arrow';
import { ArrayReader } from '../c-array.js';
import type { ColumnAccumulator } from './column-accumulator.js';
import { Validity } from './validity.js';

/** Records: a column a field. A batch is one too. */
export class StructAccumulator implements ColumnAccumulator {
  readonly #type: Struct;
  readonly #children: readonly ColumnAccumulator[];
  readonly #array = new ArrayReader();
  readonly #validity = new Validity();

  constructor(type: Struct, children: readonly ColumnAccumulator[]) {
    this.#type = type;
    this.#children = children;
  }

  load(pointer: number): void {
    this.#array.load(pointer);
    this.#children.forEach((child, i) => child.load(this.#array.children[i]!));
  }

  /** How many rows the loaded array has. */
  get rows(): number {
    return this.#array.length;
  }

  bytes(start: number, length: number): number {
    return this.#children.reduce((sum, child) => sum + child.bytes(this.#array.offset + start, length), 0);
  }

  append(start: number, length: number): void {
    this.#validity.append(this.#array, start, length);
    for (const child of this.#children) child.append(this.#array.offset + start, length);
  }

  finish(): Data<Struct> {
    const { length, nullCount, nullBitmap } = this.#validity.finish();
    const children = this.#children.map((child) => child.finish());
    return new Data(this.#type, 0, length, nullCount, [undefined, undefined, nullBitmap], children);
  }
}
