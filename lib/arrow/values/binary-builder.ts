import * as arrow from 'apache-arrow';
import type { SimpleType } from '#lib/types/data-type.js';
import { ByteStore } from './byte-store.js';
import { Builder } from './builder.js';
import type { BuilderOptions } from './builder.js';
import { exactly, grown, sharedArray } from './shared-memory.js';

/** Binary: the bytes are copied when they are appended. */
export class BinaryBuilder extends Builder<SimpleType> {
  readonly #store = new ByteStore();
  #offsets: Int32Array;
  protected readonly expects = 'a Uint8Array';

  constructor(type: SimpleType, options: BuilderOptions) {
    super(type, options);
    this.#offsets = sharedArray(Int32Array, this.capacity + 1);
  }

  get byteLength(): number {
    return this.#store.length + this.length * 4;
  }

  protected write(value: {}, row: number): void {
    if (!(value instanceof Uint8Array)) this.mismatch(value);
    this.#store.take(value.length, this.name).set(value);
    this.writeNull(row);
  }

  protected writeNull(row: number): void {
    this.#offsets = grown(Int32Array, this.#offsets, row + 2);
    this.#offsets[row + 1] = this.#store.length;
  }

  finish(): arrow.Data {
    const valueOffsets = exactly(Int32Array, this.#offsets, this.length + 1);
    return arrow.makeData({ type: new arrow.Binary(), valueOffsets, data: this.#store.finish(), ...this.frame() });
  }
}
