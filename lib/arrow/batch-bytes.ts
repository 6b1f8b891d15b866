import type { Data, RecordBatch } from 'apache-arrow';
import { byteWidth } from './byte-width.js';
import { layoutOf } from './layout.js';
import type { ListOffsets } from './list-offsets.js';

/** Bytes that the rows of a batch hold: of a slice its own share, not the memory that it was cut from. Dictionaries count once a batch. */
export const batchBytes = (batch: RecordBatch): number =>
  batch.data.children.reduce((sum, column) => sum + dataBytes(column, 0, column.length), 0);

/** Bytes that rows `start` to `start + length` of a column hold. */
export function dataBytes(data: Data, start: number, length: number): number {
  const nulls = data.nullCount > 0 ? Math.ceil(length / 8) : 0;
  switch (layoutOf(data.type)) {
    case 'null':
      return 0;
    case 'bool':
      return nulls + Math.ceil(length / 8);
    case 'fixed':
      return nulls + length * byteWidth(data.type);
    case 'dictionary':
      return nulls + length * data.values.BYTES_PER_ELEMENT + (data.dictionary?.byteLength ?? 0);
    case 'bytes': {
      const [first, end] = usedRange(data, start, length);
      return nulls + offsetBytes(data, length) + end - first;
    }
    case 'list': {
      const [first, end] = usedRange(data, start, length);
      return nulls + offsetBytes(data, length) + dataBytes(data.children[0]!, first, end - first);
    }
    case 'fixed-size-list':
      return nulls + dataBytes(data.children[0]!, start * data.stride, length * data.stride);
    case 'struct':
      return nulls + data.children.reduce((sum, child) => sum + dataBytes(child, start, length), 0);
  }
}

const offsetBytes = ({ valueOffsets }: Data, length: number): number => (length + 1) * (valueOffsets?.BYTES_PER_ELEMENT ?? 0);

function usedRange(data: Data, start: number, length: number): [first: number, end: number] {
  const offsets = data.valueOffsets as ListOffsets;
  return length === 0 ? [0, 0] : [Number(offsets[start]), Number(offsets[start + length])];
}
