import * as arrow from 'apache-arrow';
import { toArrowType } from '#lib/types/arrow.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { Variant } from '#lib/variant/variant.js';
import { Builder } from './builder.js';
import type { BuilderOptions } from './builder.js';
import type { MakeBuilder } from './list-builder.js';

const PARTS = t.struct([t.field('value', t.binary, false), t.field('metadata', t.binary, false)]);

/** Variants, from Variant or the bytes of its two parts. */
export class VariantBuilder extends Builder {
  readonly #struct: Builder;

  constructor(type: DataType, options: BuilderOptions, make: MakeBuilder) {
    super(type, options);
    this.#struct = make(PARTS, options);
  }

  protected get expects(): string {
    return 'a Variant';
  }

  get byteLength(): number {
    return this.#struct.byteLength;
  }

  protected write(value: {}): void {
    if (value instanceof Variant) this.#struct.append([value.value, value.metadata]);
    else if (Array.isArray(value) && value.length === 2) this.#struct.append(value);
    else this.mismatch(value);
  }

  protected writeNull(): void {
    this.#struct.appendNull();
  }

  finish(): arrow.Data {
    return arrow.makeData({ type: toArrowType(this.type) as arrow.Struct, children: this.#struct.finish().children, ...this.frame() });
  }
}
