import * as arrow from 'apache-arrow';
import type { SimpleType } from '#lib/types/data-type.js';
import { ByteStore } from './byte-store.js';
import { Builder } from './builder.js';
import type { BuilderOptions } from './builder.js';
import { exactly, grown, sharedArray } from './shared-memory.js';

/** So many characters wait before they are encoded together. */
const TOGETHER = 1 << 20;

/** Strings as UTF-8. They are encoded many at a time: a call into Node for each costs more than the encoding. */
export class StringBuilder extends Builder<SimpleType> {
  readonly #store = new ByteStore();
  #offsets: Int32Array;
  #waiting: string[] = [];
  #waitingLength = 0;
  #encoded = 0;
  protected readonly expects = 'a string';

  constructor(type: SimpleType, options: BuilderOptions) {
    super(type, options);
    this.#offsets = sharedArray(Int32Array, this.capacity + 1);
  }

  get byteLength(): number {
    return this.#store.length + this.#waitingLength + this.length * 4;
  }

  protected write(value: {}): void {
    if (typeof value !== 'string') this.mismatch(value);
    this.#waiting.push(value);
    this.#waitingLength += value.length;
    if (this.#waitingLength >= TOGETHER) this.#encode();
  }

  protected writeNull(): void {
    this.#waiting.push('');
  }

  #encode(): void {
    const waiting = this.#waiting;
    this.#offsets = grown(Int32Array, this.#offsets, this.#encoded + waiting.length + 1);
    const text = waiting.join('');
    if (Buffer.byteLength(text) === text.length) this.#encodeAscii(waiting, text);
    else for (const value of waiting) this.#encodeOne(value);
    this.#waiting = [];
    this.#waitingLength = 0;
  }

  #encodeAscii(waiting: readonly string[], text: string): void {
    let end = this.#store.length;
    const room = this.#store.take(text.length, this.name);
    Buffer.from(room.buffer, room.byteOffset, room.length).write(text, 'latin1');
    for (const { length } of waiting) {
      end += length;
      this.#offsets[++this.#encoded] = end;
    }
  }

  #encodeOne(value: string): void {
    const room = this.#store.take(Buffer.byteLength(value), this.name);
    Buffer.from(room.buffer, room.byteOffset, room.length).write(value, 'utf8');
    this.#offsets[++this.#encoded] = this.#store.length;
  }

  finish(): arrow.Data {
    this.#encode();
    const valueOffsets = exactly(Int32Array, this.#offsets, this.length + 1);
    return arrow.makeData({ type: new arrow.Utf8(), valueOffsets, data: this.#store.finish(), ...this.frame() });
  }
}
