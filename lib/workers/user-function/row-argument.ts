import type * as arrow from 'apache-arrow';
import { columnReader } from '#lib/arrow/values/column-reader.js';
import type { ReadOptions, Reader } from '#lib/arrow/values/column-reader.js';
import type { Field } from '#lib/types/data-type.js';

/** How a loop reads an argument: straight from an array of numbers, with or without nulls, or by a reader. */
export type ArgumentForm = 'numbers' | 'nullable-numbers' | 'reader';

export interface RowArgument {
  readonly form: ArgumentForm;
  readonly read: Reader;
  /** What the loop of this form takes: the array, the array with the bits of nulls and where they begin, or the reader. */
  readonly values: readonly unknown[];
}

const DIRECT = new Set(['byte', 'short', 'integer', 'float', 'double']);
const ARRAYS: readonly Function[] = [Int8Array, Int16Array, Int32Array, Uint8Array, Float32Array, Float64Array];

/** Prepares a column of a batch as an argument. */
export function rowArgument({ name, type }: Field, data: arrow.Data, options: ReadOptions): RowArgument {
  const read = columnReader(type, data, { ...options, name });
  const values: unknown = data.values;
  const isDirect = DIRECT.has(type.kind) && ARRAYS.some((array) => values instanceof array) && !data.dictionary;
  if (!isDirect) return { form: 'reader', read, values: [read] };
  if (data.nullCount === 0) return { form: 'numbers', read, values: [values] };
  return { form: 'nullable-numbers', read, values: [values, data.nullBitmap, data.offset] };
}
