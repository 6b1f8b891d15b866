import { Data } from 'apache-arrow';
import { byteWidth } from './byte-width.js';
import { layoutOf } from './layout.js';
import { offsetsFromLengths, smallOffsets } from './list-offsets.js';
import type { ListOffsets } from './list-offsets.js';
import { sharedArray } from './shared-array.js';
import { sharedMemory } from './shared-memory.js';
import { sliceData } from './slice-data.js';

/** The rows of a column that `rows` names, in its order, copied into shared memory; a negative one gives a null. */
export function takeData(data: Data, rows: Int32Array): Data {
  const column = sliceData(data, 0, data.length);
  const { type } = column;
  const layout = layoutOf(type);
  if (layout === 'null') return new Data(type, 0, rows.length, rows.length);
  const { nullCount, nulls } = takeValidity(column, rows);
  const make = (offsets?: any, values?: any, children?: Data[]) =>
    new Data(type, 0, rows.length, nullCount, [offsets, values, nulls], children, column.dictionary);
  switch (layout) {
    case 'bool':
      return make(undefined, takeBits(column.values as Uint8Array, rows));
    case 'fixed':
      return make(undefined, takeFixed(column.values, byteWidth(type), rows));
    case 'dictionary':
      return make(undefined, takeFixed(column.values, column.values.BYTES_PER_ELEMENT, rows));
    case 'bytes': {
      const offsets = takeOffsets(column, rows);
      return make(offsets, takeBytes(column, rows, Number(offsets[rows.length])));
    }
    case 'list': {
      const offsets = takeOffsets(column, rows);
      return make(offsets, undefined, [takeData(column.children[0]!, elementsOf(column, rows, Number(offsets[rows.length])))]);
    }
    case 'fixed-size-list':
      return make(undefined, undefined, [takeBlocks(column.children[0]!, column.stride, rows)]);
    case 'struct':
      return make(
        undefined,
        undefined,
        column.children.map((child) => takeData(child, rows)),
      );
  }
}

function takeValidity({ nullCount, nullBitmap }: Data, rows: Int32Array): { nullCount: number; nulls: Uint8Array | undefined } {
  if (nullCount === 0 && !rows.some((row) => row < 0)) return { nullCount: 0, nulls: undefined };
  const nulls = sharedArray(Uint8Array, (rows.length + 7) >> 3);
  let valid = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row < 0 || (nullCount > 0 && ((nullBitmap[row >> 3]! >> (row & 7)) & 1) === 0)) continue;
    nulls[i >> 3]! |= 1 << (i & 7);
    valid++;
  }
  return { nullCount: rows.length - valid, nulls };
}

function takeBits(bits: Uint8Array, rows: Int32Array): Uint8Array {
  const taken = sharedArray(Uint8Array, (rows.length + 7) >> 3);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row >= 0) taken[i >> 3]! |= ((bits[row >> 3]! >> (row & 7)) & 1) << (i & 7);
  }
  return taken;
}

/** Copies by words of at most 32 bits, which keep the bits of a NaN and make no BigInt. */
function takeFixed<T extends ArrayBufferView>(values: T, width: number, rows: Int32Array): T {
  const memory = sharedMemory(rows.length * width);
  const taken = new (values.constructor as new (memory: SharedArrayBuffer) => T)(memory);
  const from = wordsOf(values);
  copyWords(from, wordsOf(taken), width / from.BYTES_PER_ELEMENT, rows);
  return taken;
}

type Words = Uint32Array | Uint16Array | Uint8Array;

function wordsOf(values: ArrayBufferView): Words {
  const { buffer, byteOffset, byteLength } = values;
  const { BYTES_PER_ELEMENT } = values as Words;
  if (BYTES_PER_ELEMENT === 1) return new Uint8Array(buffer, byteOffset, byteLength);
  return BYTES_PER_ELEMENT === 2
    ? new Uint16Array(buffer, byteOffset, byteLength / 2)
    : new Uint32Array(buffer, byteOffset, byteLength / 4);
}

/** From here on a call to `set` is quicker than a loop. */
const WIDE = 16;

function copyWords(from: Words, to: Words, perRow: number, rows: Int32Array): void {
  for (let i = 0; i < rows.length; i++) {
    const source = rows[i]! * perRow;
    if (source < 0) continue;
    const target = i * perRow;
    if (perRow >= WIDE) to.set(from.subarray(source, source + perRow), target);
    else for (let k = 0; k < perRow; k++) to[target + k] = from[source + k]!;
  }
}

function takeOffsets(column: Data, rows: Int32Array): ListOffsets {
  const offsets = smallOffsets(column.valueOffsets as ListOffsets);
  return offsetsFromLengths(column.type, rows.length, (i) => (rows[i]! < 0 ? 0 : offsets[rows[i]! + 1]! - offsets[rows[i]!]!));
}

/** Short texts are copied byte by byte, which is quicker than a call to `set`. */
const SHORT = 24;

function takeBytes(column: Data, rows: Int32Array, total: number): Uint8Array {
  const offsets = smallOffsets(column.valueOffsets as ListOffsets);
  const from = column.values as Uint8Array;
  const to = sharedArray(Uint8Array, total);
  let end = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row < 0) continue;
    const first = offsets[row]!;
    const length = offsets[row + 1]! - first;
    if (length > SHORT) to.set(from.subarray(first, first + length), end);
    else for (let k = 0; k < length; k++) to[end + k] = from[first + k]!;
    end += length;
  }
  return to;
}

/** The child rows of the lists that `rows` names. */
function elementsOf(column: Data, rows: Int32Array, total: number): Int32Array {
  const offsets = smallOffsets(column.valueOffsets as ListOffsets);
  const elements = new Int32Array(total);
  let end = 0;
  for (const row of rows) {
    if (row < 0) continue;
    for (let k = offsets[row]!; k < offsets[row + 1]!; k++) elements[end++] = k;
  }
  return elements;
}

/** The elements of the fixed-size lists that `rows` names. Vectors of numbers without nulls are copied as wide rows. */
function takeBlocks(child: Data, size: number, rows: Int32Array): Data {
  if (layoutOf(child.type) !== 'fixed' || child.nullCount > 0) return takeData(child, blocksOf(rows, size));
  const values = takeFixed(child.values, byteWidth(child.type) * size, rows);
  return new Data(child.type, 0, rows.length * size, 0, [undefined, values]);
}

/** The child rows of the fixed-size lists that `rows` names; all null for a negative one. */
function blocksOf(rows: Int32Array, size: number): Int32Array {
  const elements = new Int32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) {
    for (let k = 0; k < size; k++) elements[i * size + k] = rows[i]! < 0 ? -1 : rows[i]! * size + k;
  }
  return elements;
}
