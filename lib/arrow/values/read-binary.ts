import * as arrow from 'apache-arrow';
import type { Reader } from './column-reader.js';
import { offsetsOf } from './offsets.js';

/** Views of the bytes, not copies. */
export function readBinary(_type: unknown, data: arrow.Data): Reader {
  const bytes = data.values as Uint8Array;
  if (arrow.DataType.isFixedSizeBinary(data.type)) {
    const width = data.type.byteWidth;
    return (row) => bytes.subarray(row * width, (row + 1) * width);
  }
  const offsets = offsetsOf(data);
  return (row) => bytes.subarray(offsets[row], offsets[row + 1]);
}
