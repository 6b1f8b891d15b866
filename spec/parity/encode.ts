import * as arrow from 'apache-arrow';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { leafEncoder } from './encode-leaf.js';

/** The golden encoding of a row's value; null for null. */
export type Encoder = (row: number) => unknown;

/** Encodes a column from Arrow's own memory, so that nothing is rounded on the way. Throws where the Arrow type is not one of the type's. */
export function encoder(type: DataType, data: arrow.Data): Encoder {
  if (arrow.DataType.isNull(data.type)) return () => null;
  const encode = valueEncoder(type, data);
  return (row) => (data.getValid(row) ? encode(row) : null);
}

function valueEncoder(type: DataType, data: arrow.Data): Encoder {
  if (arrow.DataType.isDictionary(data.type)) return dictionaryEncoder(type, data);
  switch (type.kind) {
    case 'array': {
      need(arrow.DataType.isList(data.type) || arrow.DataType.isFixedSizeList(data.type), type, data);
      const element = encoder(type.element, data.children[0]!);
      return (row) => span(data, row).map(element);
    }
    case 'map': {
      need(arrow.DataType.isMap(data.type), type, data);
      const [keys, values] = data.children[0]!.children as [arrow.Data, arrow.Data];
      const key = encoder(type.key, keys);
      const value = encoder(type.value, values);
      return (row) => span(data, row).map((i) => [key(i), value(i)]);
    }
    case 'struct': {
      need(arrow.DataType.isStruct(data.type) && data.children.length === type.fields.length, type, data);
      const fields = type.fields.map((field, i) => encoder(field.type, data.children[i]!));
      return (row) => fields.map((field) => field(row));
    }
    default:
      return leafEncoder(typeName(type), data);
  }
}

function dictionaryEncoder(type: DataType, data: arrow.Data): Encoder {
  const parts = (data.dictionary!.data as arrow.Data[]).map((part) => ({ length: part.length, encode: encoder(type, part) }));
  return (row) => {
    let at = Number((data.values as Int32Array)[row]);
    const part = parts.find(({ length }) => at < length || ((at -= length), false));
    return part!.encode(at);
  };
}

/** The places of a row's elements in the child. */
function span(data: arrow.Data, row: number): number[] {
  const fixed = arrow.DataType.isFixedSizeList(data.type) ? data.type.listSize : undefined;
  const start = fixed === undefined ? Number(data.valueOffsets[row]) : row * fixed;
  const end = fixed === undefined ? Number(data.valueOffsets[row + 1]) : start + fixed;
  return Array.from({ length: end - start }, (_, i) => start + i);
}

function need(fits: boolean, type: DataType, data: arrow.Data): void {
  if (!fits) throw new TypeError(`A column of ${typeName(type)} came as Arrow's ${String(data.type)}`);
}
