import * as arrow from 'apache-arrow';
import { toArrowType } from '#lib/types/arrow.js';
import type { StructType } from '#lib/types/data-type.js';
import { Builder } from './builder.js';
import type { BuilderOptions } from './builder.js';
import type { MakeBuilder } from './list-builder.js';

/** Structs, from objects by name, or from arrays by place. */
export class StructBuilder extends Builder<StructType> {
  readonly #names: readonly string[];
  readonly #children: readonly Builder[];

  constructor(type: StructType, options: BuilderOptions, make: MakeBuilder) {
    super(type, options);
    const prefix = this.name === '' ? '' : `${this.name}.`;
    this.#names = type.fields.map((field) => field.name);
    this.#children = type.fields.map((field) =>
      make(field.type, { ...options, name: prefix + field.name, nullable: field.nullable, capacity: this.capacity }),
    );
  }

  protected get expects(): string {
    return `an object, or an array of ${this.#names.length},`;
  }

  get byteLength(): number {
    let bytes = 0;
    for (const child of this.#children) bytes += child.byteLength;
    return bytes;
  }

  protected write(value: {}): void {
    if (typeof value !== 'object' || ArrayBuffer.isView(value) || value instanceof Date || value instanceof Map) this.mismatch(value);
    if (Array.isArray(value)) {
      if (value.length !== this.#children.length) this.mismatch(value);
      for (let i = 0; i < value.length; i++) this.#children[i]!.append(value[i]);
      return;
    }
    const object = value as Record<string, unknown>;
    for (let i = 0; i < this.#names.length; i++) this.#children[i]!.append(object[this.#names[i]!]);
  }

  protected writeNull(): void {
    for (const child of this.#children) child.appendNull();
  }

  finish(): arrow.Data<arrow.Struct> {
    return arrow.makeData({
      type: toArrowType(this.type) as arrow.Struct,
      children: this.#children.map((child) => child.finish()),
      ...this.frame(),
    });
  }
}
