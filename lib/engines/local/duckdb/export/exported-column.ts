import { DataType } from 'apache-arrow';
import type { Data } from 'apache-arrow';
import { byteWidth } from '#lib/arrow/byte-width.js';
import { BUFFERS, BUFFER_COUNT, CArray, CHILDREN, CHILD_COUNT, LENGTH, NULL_COUNT } from '../c-array.js';
import { addressOf } from '../native-call.js';

/** Where a buffer lies, and how many of its bits belong to a row: 0 for bytes that are found through offsets. */
interface Source {
  readonly bytes: ArrayBufferView | undefined;
  readonly address: number;
  readonly bitsPerRow: number;
}

/** DuckDB may look at an address that it reads nothing from. */
const nothing = new Uint8Array(64);
/** DuckDB reads one byte beyond a bitmap that it has to shift. */
const PADDING = 8;

/** One column, in plain form, as a C ArrowArray that points into its memory. */
export class ExportedColumn {
  readonly #array = new CArray();
  readonly #data: Data;
  readonly #sources: readonly Source[];
  readonly #children: readonly ExportedColumn[];
  readonly #buffers: BigUint64Array;
  readonly #pointers: BigUint64Array;

  constructor(data: Data) {
    this.#data = data;
    this.#sources = sourcesOf(data);
    this.#children = data.children.map((child) => new ExportedColumn(child));
    this.#buffers = new BigUint64Array(Math.max(1, this.#sources.length));
    this.#pointers = BigUint64Array.from(this.#children, (child) => BigInt(child.address));
    // A list's rows point anywhere into its child, so the child stands for all of its own.
    if (this.#hasOffsets) this.#children[0]?.select(0, data.children[0]!.length);
  }

  get address(): number {
    return this.#array.address;
  }

  select(start: number, length: number): void {
    const { slots } = this.#array;
    slots[LENGTH] = BigInt(length);
    slots[NULL_COUNT] = DataType.isNull(this.#data.type)
      ? BigInt(length)
      : this.#sources[0]!.bytes === undefined
        ? 0n
        : BigInt.asUintN(64, -1n);
    slots[BUFFER_COUNT] = BigInt(this.#sources.length);
    slots[BUFFERS] = BigInt(addressOf(this.#buffers));
    slots[CHILD_COUNT] = BigInt(this.#children.length);
    slots[CHILDREN] = this.#children.length === 0 ? 0n : BigInt(addressOf(this.#pointers));
    this.#sources.forEach(
      ({ address, bitsPerRow }, i) => (this.#buffers[i] = address === 0 ? 0n : BigInt(address + (start * bitsPerRow) / 8)),
    );
    if (this.#hasOffsets) return;
    const stride = DataType.isFixedSizeList(this.#data.type) ? this.#data.type.listSize : 1;
    for (const child of this.#children) child.select(start * stride, length * stride);
  }

  get #hasOffsets(): boolean {
    return this.#data.valueOffsets !== undefined;
  }
}

function sourcesOf(data: Data): Source[] {
  const { type, valueOffsets, values } = data;
  if (DataType.isNull(type)) return [];
  const validity = data.nullCount > 0 ? source(padded(data.nullBitmap), 1) : { bytes: undefined, address: 0, bitsPerRow: 0 };
  if (valueOffsets !== undefined) {
    const offsets = source(valueOffsets, 8 * valueOffsets.BYTES_PER_ELEMENT);
    return data.children.length > 0 ? [validity, offsets] : [validity, offsets, source(values, 0)];
  }
  if (data.children.length > 0) return [validity];
  return [validity, source(values, DataType.isBool(type) ? 1 : 8 * byteWidth(type))];
}

function source(bytes: ArrayBufferView, bitsPerRow: number): Source {
  return { bytes, address: addressOf(bytes.byteLength === 0 ? nothing : bytes), bitsPerRow };
}

function padded(bits: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bits.length + PADDING);
  copy.set(bits);
  return copy;
}
