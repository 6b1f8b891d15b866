import { Binary, Data, DataType, Field, FixedSizeList, List, Map_, Struct } from 'apache-arrow';
import { sliceData } from '#lib/arrow/slice-data.js';
import { spreadDictionary } from '#lib/arrow/spread-dictionary.js';

/**
 * A column in the form that DuckDB reads rightly: in normal form, dictionaries spread out, and fixed-size binary as binary
 * (of which DuckDB loses its place after a null).
 */
export function plainData(data: Data): Data {
  const normal = sliceData(data, 0, data.length);
  if (DataType.isDictionary(normal.type)) return plainData(spreadDictionary(normal));
  if (DataType.isFixedSizeBinary(normal.type)) return asBinary(normal);
  if (normal.children.length === 0) return normal;
  const children = normal.children.map(plainData);
  if (children.every((child, i) => child === normal.children[i])) return normal;
  return new Data(withChildren(normal.type, children), 0, normal.length, normal.nullCount, normal.buffers, children);
}

function asBinary(data: Data): Data {
  const width = data.stride;
  const offsets = Int32Array.from({ length: data.length + 1 }, (_, i) => i * width);
  return new Data(new Binary(), 0, data.length, data.nullCount, [offsets, data.values, data.nullBitmap]);
}

function withChildren(type: DataType, children: readonly Data[]): DataType {
  const fields = type.children.map((f, i) => new Field<any>(f.name, children[i]!.type, f.nullable, f.metadata));
  if (DataType.isStruct(type)) return new Struct(fields);
  if (DataType.isMap(type)) return new Map_(fields[0]!, type.keysSorted);
  return DataType.isFixedSizeList(type) ? new FixedSizeList(type.listSize, fields[0]!) : new List(fields[0]!);
}
