import type * as arrow from 'apache-arrow';
import { Variant } from '#lib/variant/variant.js';
import type { ReadOptions, Reader } from './column-reader.js';
import { readBinary } from './read-binary.js';

/** Variants of a struct of two binaries; the bytes are views of the column's. */
export function readVariant(_type: unknown, data: arrow.Data, { raw }: ReadOptions): Reader {
  const [value, metadata] = data.children.map((child) => readBinary(undefined, child)) as [Reader, Reader];
  return raw === true ? (row) => [value(row), metadata(row)] : (row) => new Variant(value(row) as Uint8Array, metadata(row) as Uint8Array);
}
