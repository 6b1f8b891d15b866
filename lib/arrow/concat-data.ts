import { Data } from 'apache-arrow';
import type { DataType, Dictionary } from 'apache-arrow';
import { copyBits } from './copy-bits.js';
import { copyValidity } from './copy-validity.js';
import { layoutOf } from './layout.js';
import { offsetsFromLengths, smallOffsets } from './list-offsets.js';
import type { ListOffsets } from './list-offsets.js';
import { mergeDictionaries } from './merge-dictionaries.js';
import { sharedArray } from './shared-array.js';
import type { TypedArrayType } from './shared-array.js';
import { sliceData } from './slice-data.js';

/** The rows of columns of one type, one after the other, copied into shared memory that holds these rows and no others. */
export function concatData(type: DataType, parts: readonly Data[]): Data {
  const columns = parts.map((part) => sliceData(part, 0, part.length));
  const length = columns.reduce((sum, column) => sum + column.length, 0);
  const layout = layoutOf(type);
  if (layout === 'null') return new Data(type, 0, length, length);
  if (layout === 'dictionary') return concatDictionary(type as Dictionary, columns, length);
  const { nullCount, nulls } = concatValidity(columns, length);
  const make = (offsets?: any, values?: any, children?: Data[]) => new Data(type, 0, length, nullCount, [offsets, values, nulls], children);
  switch (layout) {
    case 'bool':
      return make(undefined, concatBits(columns, length));
    case 'fixed':
      return make(
        undefined,
        concatArrays(
          type.ArrayType,
          columns.map((column) => column.values),
        ),
      );
    case 'bytes':
      return make(concatOffsets(type, columns, length), concatArrays(Uint8Array as any, columns.map(usedBytes)));
    case 'list':
      return make(concatOffsets(type, columns, length), undefined, [
        concatData(type.children[0]!.type as DataType, columns.map(usedChild)),
      ]);
    case 'fixed-size-list':
    case 'struct':
      return make(
        undefined,
        undefined,
        type.children.map((f, i) =>
          concatData(
            f.type as DataType,
            columns.map((column) => column.children[i]!),
          ),
        ),
      );
  }
}

function concatValidity(columns: readonly Data[], length: number): { nullCount: number; nulls: Uint8Array | undefined } {
  const nullCount = columns.reduce((sum, column) => sum + column.nullCount, 0);
  if (nullCount === 0) return { nullCount, nulls: undefined };
  const nulls = sharedArray(Uint8Array, (length + 7) >> 3);
  let start = 0;
  for (const column of columns) {
    copyValidity(column, nulls, start);
    start += column.length;
  }
  return { nullCount, nulls };
}

function concatBits(columns: readonly Data[], length: number): Uint8Array {
  const bits = sharedArray(Uint8Array, (length + 7) >> 3);
  let start = 0;
  for (const column of columns) {
    copyBits(column.values as Uint8Array, 0, bits, start, column.length);
    start += column.length;
  }
  return bits;
}

function concatArrays<T extends { length: number; set(from: T, at: number): void }>(ArrayType: TypedArrayType<T>, arrays: readonly T[]): T {
  const all = sharedArray(
    ArrayType,
    arrays.reduce((sum, array) => sum + array.length, 0),
  );
  let start = 0;
  for (const array of arrays) {
    all.set(array, start);
    start += array.length;
  }
  return all;
}

function concatOffsets(type: DataType, columns: readonly Data[], length: number): ListOffsets {
  const each = columns.map((column) => smallOffsets(column.valueOffsets as ListOffsets));
  let part = 0;
  let first = 0;
  return offsetsFromLengths(type, length, (row) => {
    while (row - first >= columns[part]!.length) first += columns[part++]!.length;
    return each[part]![row - first + 1]! - each[part]![row - first]!;
  });
}

function usedRange(column: Data): [first: number, end: number] {
  return [Number(column.valueOffsets[0]), Number(column.valueOffsets[column.length])];
}

const usedBytes = (column: Data): Uint8Array => (column.values as Uint8Array).subarray(...usedRange(column));

function usedChild(column: Data): Data {
  const [first, end] = usedRange(column);
  return sliceData(column.children[0]!, first, end - first);
}

/** The indices into the dictionaries laid end to end; a dictionary that comes again is used again. */
function concatDictionary(type: Dictionary, columns: readonly Data[], length: number): Data {
  const { nullCount, nulls } = concatValidity(columns, length);
  const { dictionary, bases } = mergeDictionaries(type, columns);
  const values = concatArrays(
    type.indices.ArrayType,
    columns.map((column) => column.values),
  ) as Int32Array | BigInt64Array;
  let start = 0;
  columns.forEach((column, i) => {
    if (bases[i]! > 0) for (let row = start; row < start + column.length; row++) shift(values, row, bases[i]!);
    start += column.length;
  });
  return new Data(type, 0, length, nullCount, [undefined, values, nulls] as any, [], dictionary);
}

function shift(values: Int32Array | BigInt64Array, row: number, base: number): void {
  if (values instanceof BigInt64Array) values[row]! += BigInt(base);
  else values[row]! += base;
}
