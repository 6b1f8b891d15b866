import type * as arrow from 'apache-arrow';
import type { Builder } from '#lib/arrow/values/builder.js';
import { columnBuilder } from '#lib/arrow/values/column-builder.js';
import { fixedData, fixedFormat } from '#lib/arrow/values/fixed-builder.js';
import type { FixedFormat } from '#lib/arrow/values/fixed-builder.js';
import { sharedArray } from '#lib/arrow/values/shared-memory.js';
import { ValueMismatch } from '#lib/arrow/values/value-mismatch.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';

/** How a loop keeps results: stored as numbers or as 32-bit integers, written by a format's `put`, or appended to a builder. */
export type ResultForm = 'number' | 'int32' | 'put' | 'append';

/** Where the results of a batch go. */
export interface ResultColumn {
  readonly form: ResultForm;
  /** The array that the loop writes to, or the builder. */
  readonly target: unknown;
  readonly put: FixedFormat['put'] | undefined;
  /** Takes any result, in the order of rows where `form` is 'append'. Throws a ValueMismatch where it does not fit. */
  accept(row: number, value: unknown): void;
  finish(): arrow.Data;
}

/** A column of `length` results of a type. */
export function resultColumn(type: DataType, name: string, length: number): ResultColumn {
  const format = fixedFormat(type);
  return format === undefined
    ? new AppendedColumn(columnBuilder(type, { name, capacity: length }))
    : new FixedColumn(type, name, length, format);
}

const FORMS: Partial<Record<DataType['kind'], ResultForm>> = { double: 'number', float: 'number', integer: 'int32' };

class FixedColumn implements ResultColumn {
  readonly form: ResultForm;
  readonly target: any;
  readonly put: FixedFormat['put'];
  readonly #type: DataType;
  readonly #name: string;
  readonly #length: number;
  readonly #expects: string;
  #nullBitmap: Uint8Array | undefined;
  #nullCount = 0;

  constructor(type: DataType, name: string, length: number, { array, stride, put, expects }: FixedFormat) {
    this.form = FORMS[type.kind] ?? 'put';
    this.target = sharedArray(array, length * stride);
    this.put = put;
    this.#type = type;
    this.#name = name;
    this.#length = length;
    this.#expects = expects;
  }

  accept(row: number, value: unknown): void {
    if (value === null || value === undefined) {
      this.#nullBitmap ??= sharedArray(Uint8Array, (this.#length + 7) >> 3).fill(255);
      this.#nullBitmap[row >> 3]! &= ~(1 << (row & 7));
      this.#nullCount++;
    } else if (!this.put(this.target, row, value)) throw new ValueMismatch(this.#name, typeName(this.#type), this.#expects, value);
  }

  finish(): arrow.Data {
    return fixedData(this.#type, this.target as ArrayBufferView, {
      length: this.#length,
      nullCount: this.#nullCount,
      nullBitmap: this.#nullBitmap,
    });
  }
}

class AppendedColumn implements ResultColumn {
  readonly form = 'append';
  readonly target: Builder;
  readonly put = undefined;

  constructor(builder: Builder) {
    this.target = builder;
  }

  accept(_row: number, value: unknown): void {
    this.target.append(value);
  }

  finish(): arrow.Data {
    return this.target.finish();
  }
}
