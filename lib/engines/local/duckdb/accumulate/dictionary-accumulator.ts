import { Data, Vector } from 'apache-arrow';
import type { Dictionary } from 'apache-arrow';
import { ArrayReader } from '../c-array.js';
import type { ColumnAccumulator } from './column-accumulator.js';
import { FixedWidthAccumulator } from './fixed-width-accumulator.js';

/** DuckDB's enums: an index a row. The values belong to the type, so they are read once and shared by every batch. */
export class DictionaryAccumulator implements ColumnAccumulator {
  readonly #type: Dictionary;
  readonly #indices: FixedWidthAccumulator;
  readonly #values: ColumnAccumulator;
  readonly #array = new ArrayReader();
  #dictionary: Vector | undefined;

  constructor(type: Dictionary, values: ColumnAccumulator) {
    this.#type = type;
    this.#indices = new FixedWidthAccumulator(type.indices);
    this.#values = values;
  }

  load(pointer: number): void {
    this.#indices.load(pointer);
    this.#dictionary ??= this.#readDictionary(pointer);
  }

  bytes(start: number, length: number): number {
    return this.#indices.bytes(start, length);
  }

  append(start: number, length: number): void {
    this.#indices.append(start, length);
  }

  finish(): Data {
    const { length, values, nullBitmap, nullCount } = this.#indices.finish();
    const dictionary = this.#dictionary ?? new Vector([this.#values.finish()]);
    return new Data(this.#type, 0, length, nullCount, [undefined, values, nullBitmap], [], dictionary);
  }

  #readDictionary(pointer: number): Vector {
    this.#array.load(pointer);
    const values = new ArrayReader();
    values.load(this.#array.dictionary);
    this.#values.load(this.#array.dictionary);
    this.#values.append(0, values.length);
    return new Vector([this.#values.finish()]);
  }
}
