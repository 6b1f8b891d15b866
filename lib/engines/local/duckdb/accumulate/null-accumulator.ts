import { Data } from 'apache-arrow';
import type { DataType } from 'apache-arrow';
import type { ColumnAccumulator } from './column-accumulator.js';

/** Rows that are all null and hold nothing. */
export class NullAccumulator implements ColumnAccumulator {
  readonly #type: DataType;
  #length = 0;

  constructor(type: DataType) {
    this.#type = type;
  }

  load(): void {}

  bytes(): number {
    return 0;
  }

  append(_start: number, length: number): void {
    this.#length += length;
  }

  finish(): Data {
    const length = this.#length;
    this.#length = 0;
    return new Data(this.#type, 0, length, length);
  }
}
