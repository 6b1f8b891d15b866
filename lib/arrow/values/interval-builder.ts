import * as arrow from 'apache-arrow';
import { toArrowType } from '#lib/types/arrow.js';
import { CalendarInterval } from '#lib/types/calendar-interval.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { Builder } from './builder.js';
import type { BuilderOptions } from './builder.js';
import type { MakeBuilder } from './list-builder.js';

const PARTS = t.struct([t.field('months', t.integer, false), t.field('days', t.integer, false), t.field('microseconds', t.long, false)]);

/** Calendar intervals, from CalendarInterval or its three numbers. */
export class IntervalBuilder extends Builder {
  readonly #struct: Builder;

  constructor(type: DataType, options: BuilderOptions, make: MakeBuilder) {
    super(type, options);
    this.#struct = make(PARTS, options);
  }

  protected get expects(): string {
    return 'a CalendarInterval';
  }

  get byteLength(): number {
    return this.#struct.byteLength;
  }

  protected write(value: {}): void {
    if (value instanceof CalendarInterval) this.#struct.append([value.months, value.days, value.microseconds]);
    else if (Array.isArray(value) && value.length === 3) this.#struct.append(value);
    else this.mismatch(value);
  }

  protected writeNull(): void {
    this.#struct.appendNull();
  }

  finish(): arrow.Data {
    return arrow.makeData({ type: toArrowType(this.type) as arrow.Struct, children: this.#struct.finish().children, ...this.frame() });
  }
}
