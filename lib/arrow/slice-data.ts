import { Data, DataType } from 'apache-arrow';
import { copyBits } from './copy-bits.js';
import { layoutOf } from './layout.js';
import { offsetsFromLengths } from './list-offsets.js';
import { sharedArray } from './shared-array.js';

/**
 * Rows `start` to `start + length` of a column, in normal form at every level: offset 0, bitmaps only where there are
 * nulls, as many values as rows. Copies nothing but bitmaps that do not begin on a byte. Offsets are not rebased.
 */
export function sliceData(data: Data, start: number, length: number): Data {
  if (start === 0 && length === data.length && isNormal(data)) return data;
  const { type } = data;
  const layout = layoutOf(type);
  if (layout === 'null') return new Data(type, 0, length, length);
  const nulls = data.nullCount > 0 ? sliceBits(data.nullBitmap, data.offset + start, length) : undefined;
  const nullCount = nulls === undefined ? 0 : length === data.length ? data.nullCount : -1;
  const make = (offsets?: any, values?: any, children: Data[] = []) =>
    new Data(type, 0, length, nullCount, [offsets, values, nulls], children, data.dictionary);
  switch (layout) {
    case 'bool':
      return make(undefined, sliceBits(data.values as Uint8Array, data.offset + start, length));
    case 'fixed':
    case 'dictionary':
      return make(undefined, data.values.subarray(start * data.stride, (start + length) * data.stride));
    case 'bytes':
      return make(sliceOffsets(data, start, length), data.values);
    case 'list':
      return make(sliceOffsets(data, start, length), undefined, [sliceData(data.children[0]!, 0, data.children[0]!.length)]);
    case 'fixed-size-list':
      return make(undefined, undefined, [sliceData(data.children[0]!, start * data.stride, length * data.stride)]);
    case 'struct':
      return make(
        undefined,
        undefined,
        data.children.map((child) => sliceData(child, start, length)),
      );
  }
}

/** `length` bits from bit `start`, beginning on a byte. */
function sliceBits(bits: Uint8Array, start: number, length: number): Uint8Array {
  const bytes = (length + 7) >> 3;
  if ((start & 7) === 0) return bits.subarray(start >> 3, (start >> 3) + bytes);
  const aligned = sharedArray(Uint8Array, bytes);
  copyBits(bits, start, aligned, 0, length);
  return aligned;
}

/** An empty column may have no offsets at all. */
function sliceOffsets(data: Data, start: number, length: number): Int32Array | BigInt64Array {
  const offsets = data.valueOffsets as Int32Array | BigInt64Array | undefined;
  return offsets === undefined || offsets.length === 0
    ? offsetsFromLengths(data.type, length, () => 0)
    : offsets.subarray(start, start + length + 1);
}

function isNormal(data: Data): boolean {
  const { type, length, valueOffsets, values } = data;
  if (data.offset !== 0 || DataType.isUnion(type)) return false;
  if (DataType.isNull(type)) return true;
  if (data.nullCount > 0 ? data.nullBitmap.length !== (length + 7) >> 3 : data.nullBitmap !== undefined) return false;
  if (!data.children.every(isNormal)) return false;
  switch (layoutOf(type)) {
    case 'bool':
      return values.length === (length + 7) >> 3;
    case 'fixed':
    case 'dictionary':
      return values.length === length * data.stride;
    case 'bytes':
    case 'list':
      return valueOffsets?.length === length + 1;
    case 'fixed-size-list':
      return data.children[0]!.length === length * data.stride;
    default:
      return data.children.every((child) => child.length === length);
  }
}
