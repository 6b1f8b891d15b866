import * as arrow from 'apache-arrow';
import { toArrowType } from '#lib/types/arrow.js';
import type { ArrayType, MapType } from '#lib/types/data-type.js';
import { Builder } from './builder.js';
import type { BuilderOptions } from './builder.js';
import { exactly, grown, sharedArray } from './shared-memory.js';

/** What makes a builder of a type: nested builders get it handed in, so that modules do not import in a circle. */
export type MakeBuilder = (type: ArrayType['element'], options: BuilderOptions) => Builder;

abstract class OffsetBuilder<T extends ArrayType | MapType> extends Builder<T> {
  #offsets: Int32Array;

  constructor(type: T, options: BuilderOptions) {
    super(type, options);
    this.#offsets = sharedArray(Int32Array, this.capacity + 1);
  }

  protected endRow(row: number, end: number): void {
    this.#offsets = grown(Int32Array, this.#offsets, row + 2);
    this.#offsets[row + 1] = end;
  }

  protected get offsets(): Int32Array {
    return exactly(Int32Array, this.#offsets, this.length + 1);
  }
}

/** Arrays, from JavaScript arrays and typed arrays. */
export class ArrayBuilder extends OffsetBuilder<ArrayType> {
  readonly #elements: Builder;
  protected readonly expects = 'an array';

  constructor(type: ArrayType, options: BuilderOptions, make: MakeBuilder) {
    super(type, options);
    this.#elements = make(type.element, { ...options, capacity: 0, name: `${this.name}.element`, nullable: type.containsNull });
  }

  get byteLength(): number {
    return this.#elements.byteLength + this.length * 4;
  }

  protected write(value: {}, row: number): void {
    if (!isArrayLike(value)) this.mismatch(value);
    for (let i = 0; i < value.length; i++) this.#elements.append(value[i]);
    this.writeNull(row);
  }

  protected writeNull(row: number): void {
    this.endRow(row, this.#elements.length);
  }

  finish(): arrow.Data {
    return arrow.makeData({
      type: toArrowType(this.type) as arrow.List,
      valueOffsets: this.offsets,
      child: this.#elements.finish(),
      ...this.frame(),
    });
  }
}

export const isArrayLike = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** Maps, from Maps; where the keys are strings, from plain objects too. */
export class MapBuilder extends OffsetBuilder<MapType> {
  readonly #keys: Builder;
  readonly #values: Builder;
  readonly #raw: boolean;

  constructor(type: MapType, options: BuilderOptions, make: MakeBuilder) {
    super(type, options);
    this.#raw = options.raw === true;
    this.#keys = make(type.key, { ...options, capacity: 0, name: `${this.name}.key`, nullable: false });
    this.#values = make(type.value, { ...options, capacity: 0, name: `${this.name}.value`, nullable: type.valueContainsNull });
  }

  protected get expects(): string {
    return this.type.key.kind === 'string' ? 'a Map or a plain object' : 'a Map';
  }

  get byteLength(): number {
    return this.#keys.byteLength + this.#values.byteLength + this.length * 4;
  }

  protected write(value: {}, row: number): void {
    for (const [key, element] of this.#entries(value)) {
      this.#keys.append(key);
      this.#values.append(element);
    }
    this.writeNull(row);
  }

  #entries(value: {}): Iterable<readonly [unknown, unknown]> {
    if (value instanceof Map) return value;
    if (this.#raw && Array.isArray(value)) return value as [unknown, unknown][];
    if (this.type.key.kind === 'string' && isPlainObject(value)) return Object.entries(value);
    return this.mismatch(value);
  }

  protected writeNull(row: number): void {
    this.endRow(row, this.#keys.length);
  }

  finish(): arrow.Data {
    const type = toArrowType(this.type) as unknown as arrow.Map_;
    const entries = type.children[0]!.type as unknown as arrow.Struct;
    const child = arrow.makeData({
      type: entries,
      length: this.#keys.length,
      nullCount: 0,
      children: [this.#keys.finish(), this.#values.finish()],
    });
    return arrow.makeData({ type, valueOffsets: this.offsets, child: child as never, ...this.frame() });
  }
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
