import * as arrow from 'apache-arrow';
import type { SimpleType } from '#lib/types/data-type.js';
import { Builder } from './builder.js';
import type { BuilderOptions } from './builder.js';
import { exactly, grown, sharedArray } from './shared-memory.js';

/** Booleans, one bit each. */
export class BooleanBuilder extends Builder<SimpleType> {
  #bits: Uint8Array;
  protected readonly expects = 'true, false';

  constructor(type: SimpleType, options: BuilderOptions) {
    super(type, options);
    this.#bits = sharedArray(Uint8Array, (this.capacity + 7) >> 3);
  }

  get byteLength(): number {
    return this.length >> 3;
  }

  protected write(value: {}, row: number): void {
    if (typeof value !== 'boolean') this.mismatch(value);
    this.writeNull(row);
    if (value) this.#bits[row >> 3]! |= 1 << (row & 7);
  }

  protected writeNull(row: number): void {
    this.#bits = grown(Uint8Array, this.#bits, (row >> 3) + 1);
  }

  finish(): arrow.Data {
    return arrow.makeData({ type: new arrow.Bool(), data: exactly(Uint8Array, this.#bits, (this.length + 7) >> 3), ...this.frame() });
  }
}

/** A column of nothing but null. */
export class NullBuilder extends Builder<SimpleType> {
  readonly byteLength = 0;
  protected readonly expects = 'undefined';

  protected write(value: {}): void {
    this.mismatch(value);
  }

  protected writeNull(): void {}

  finish(): arrow.Data {
    return arrow.makeData({ type: new arrow.Null(), length: this.length });
  }
}
