import { DataType } from 'apache-arrow';
import type { Data, RecordBatch } from 'apache-arrow';

/**
 * The rows of a batch as plain values, read by Arrow's rules and apache-arrow's conventions (a slice's values are cut, its
 * bits keep an offset), apart from the code under test: a number or bigint, several of them for wide values, text, bytes.
 */
export function readRows(batch: RecordBatch): unknown[][] {
  return Array.from({ length: batch.numRows }, (_, row) => batch.data.children.map((column) => readValue(column, row)));
}

export const readColumn = (data: Data): unknown[] => Array.from({ length: data.length }, (_, row) => readValue(data, row));

function readValue(data: Data, row: number): unknown {
  const { type, values, children } = data;
  if (DataType.isNull(type) || (data.nullCount > 0 && !bit(data.nullBitmap, data.offset + row))) return null;
  if (DataType.isBool(type)) return bit(values as Uint8Array, data.offset + row);
  if (DataType.isStruct(type)) return children.map((child) => readValue(child, row));
  if (DataType.isFixedSizeList(type))
    return Array.from({ length: type.listSize }, (_, k) => readValue(children[0]!, row * type.listSize + k));
  if (DataType.isDictionary(type)) return readDictionary(data.dictionary!.data as Data[], Number(values[row]));
  if (data.valueOffsets !== undefined) {
    const [first, end] = [Number(data.valueOffsets[row]), Number(data.valueOffsets[row + 1])];
    if (children.length > 0) return Array.from({ length: end - first }, (_, k) => readValue(children[0]!, first + k));
    const bytes = Buffer.from((values as Uint8Array).slice(first, end));
    return DataType.isUtf8(type) || DataType.isLargeUtf8(type) ? bytes.toString() : [...bytes];
  }
  return data.stride === 1 ? values[row] : [...values.slice(row * data.stride, (row + 1) * data.stride)];
}

function readDictionary(parts: readonly Data[], index: number): unknown {
  let before = 0;
  for (const part of parts) {
    if (index < before + part.length) return readValue(part, index - before);
    before += part.length;
  }
  throw new Error(`index ${index} is outside the dictionary`);
}

const bit = (bits: Uint8Array, at: number): boolean => ((bits[at >> 3]! >> (at & 7)) & 1) === 1;
