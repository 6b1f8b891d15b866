import * as arrow from 'apache-arrow';
import type { ArrayType, MapType, StructType } from '#lib/types/data-type.js';
import { columnReader } from './column-reader.js';
import type { ReadOptions, Reader } from './column-reader.js';
import { offsetsOf } from './offsets.js';
import { rowReader } from './row-reader.js';

export function readArray(type: ArrayType, data: arrow.Data, options: ReadOptions): Reader {
  const read = columnReader(type.element, data.children[0]!, { ...options, name: `${options.name ?? 'value'}.element` });
  const [startOf, endOf] = spans(data);
  return (row) => {
    const start = startOf(row);
    const array: unknown[] = new Array(endOf(row) - start);
    for (let i = 0; i < array.length; i++) array[i] = read(start + i);
    return array;
  };
}

export function readMap(type: MapType, data: arrow.Data, options: ReadOptions): Reader {
  const [keys, values] = data.children[0]!.children as [arrow.Data, arrow.Data];
  const readKey = columnReader(type.key, keys, { ...options, name: `${options.name ?? 'value'}.key` });
  const readValue = columnReader(type.value, values, { ...options, name: `${options.name ?? 'value'}.value` });
  const [startOf, endOf] = spans(data);
  if (options.raw === true)
    return (row) => {
      const start = startOf(row);
      return Array.from({ length: endOf(row) - start }, (_, i) => [readKey(start + i), readValue(start + i)]);
    };
  return (row) => {
    const map = new Map<unknown, unknown>();
    const end = endOf(row);
    for (let i = startOf(row); i < end; i++) map.set(readKey(i), readValue(i));
    return map;
  };
}

export function readStruct(type: StructType, data: arrow.Data, options: ReadOptions): Reader {
  const prefix = options.name === undefined ? '' : `${options.name}.`;
  const readers = type.fields.map((field, i) => columnReader(field.type, data.children[i]!, { ...options, name: prefix + field.name }));
  if (options.raw === true) return (row) => readers.map((read) => read(row) as unknown);
  return rowReader(
    type.fields.map((field) => field.name),
    readers,
  );
}

/** Where a row's elements lie in the child: between offsets, or at every `size`th place. */
export function spans(data: arrow.Data): [start: (row: number) => number, end: (row: number) => number] {
  if (arrow.DataType.isFixedSizeList(data.type)) {
    const size = data.type.listSize;
    return [(row) => row * size, (row) => (row + 1) * size];
  }
  const offsets = offsetsOf(data);
  return [(row) => offsets[row]!, (row) => offsets[row + 1]!];
}
