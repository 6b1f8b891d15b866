import { ExecutionError } from '#lib/errors.js';
import { ARRAY, OBJECT, SHORT_STRING, TYPE, VERSION, readCount } from './layout.js';

/** What a scalar is: raw values as kernels have them, decimals as digits and scale. */
export type Scalar =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'long' | 'timestamp' | 'timestamp_ntz'; readonly value: bigint }
  | { readonly kind: 'double' | 'float' | 'date' | 'time'; readonly value: number }
  | { readonly kind: 'decimal'; readonly digits: bigint; readonly scale: number }
  | { readonly kind: 'string' | 'uuid'; readonly value: string }
  | { readonly kind: 'binary'; readonly value: Uint8Array };

/** The bytes of a value are not what the encoding allows. */
export function malformed(): never {
  throw new ExecutionError('MALFORMED_VARIANT', "The bytes must be a variant in Spark's encoding. Check where they come from.", {
    sqlState: '22023',
  });
}

/** The parts of an object or array: how many, and where each begins. */
export interface Parts {
  readonly count: number;
  start(i: number): number;
  /** The number of a field's name; of objects alone. */
  id(i: number): number;
}

export const isObjectAt = (bytes: Uint8Array, at: number): boolean => (bytes[at]! & 3) === OBJECT;
export const isArrayAt = (bytes: Uint8Array, at: number): boolean => (bytes[at]! & 3) === ARRAY;

/** The parts of the object or array at a place. */
export function partsAt(bytes: Uint8Array, at: number): Parts {
  const info = bytes[at]! >> 2;
  const object = isObjectAt(bytes, at);
  const offsetWidth = (info & 3) + 1;
  const idWidth = object ? ((info >> 2) & 3) + 1 : 0;
  const countWidth = ((info >> (object ? 4 : 2)) & 1) === 1 ? 4 : 1;
  const count = readCount(bytes, at + 1, countWidth);
  const idsAt = at + 1 + countWidth;
  const offsetsAt = idsAt + idWidth * count;
  const dataAt = offsetsAt + offsetWidth * (count + 1);
  if (dataAt > bytes.length) malformed();
  return {
    count,
    start: (i) => dataAt + readCount(bytes, offsetsAt + i * offsetWidth, offsetWidth),
    id: (i) => readCount(bytes, idsAt + i * idWidth, idWidth),
  };
}

/** How many bytes the value at a place has. */
export function sizeAt(bytes: Uint8Array, at: number): number {
  const head = bytes[at] ?? malformed();
  const info = head >> 2;
  switch (head & 3) {
    case SHORT_STRING:
      return 1 + info;
    case OBJECT:
    case ARRAY: {
      const object = (head & 3) === OBJECT;
      const offsetWidth = (info & 3) + 1;
      const countWidth = ((info >> (object ? 4 : 2)) & 1) === 1 ? 4 : 1;
      const count = readCount(bytes, at + 1, countWidth);
      const offsetsAt = at + 1 + countWidth + (object ? (((info >> 2) & 3) + 1) * count : 0);
      const last = offsetsAt + offsetWidth * count;
      return last + offsetWidth - at + readCount(bytes, last, offsetWidth);
    }
  }
  if (info === TYPE.binary || info === TYPE.string) return 5 + readCount(bytes, at + 1, 4);
  return WIDTHS.get(info) ?? malformed();
}

const WIDTHS = new Map<number, number>([
  [TYPE.null, 1],
  [TYPE.true, 1],
  [TYPE.false, 1],
  [TYPE.int8, 2],
  [TYPE.int16, 3],
  [TYPE.int32, 5],
  [TYPE.int64, 9],
  [TYPE.double, 9],
  [TYPE.decimal4, 6],
  [TYPE.decimal8, 10],
  [TYPE.decimal16, 18],
  [TYPE.date, 5],
  [TYPE.timestamp, 9],
  [TYPE.timestampNtz, 9],
  [TYPE.float, 5],
  [TYPE.time, 9],
  [TYPE.uuid, 17],
]);

/** The scalar at a place. */
export function scalarAt(bytes: Uint8Array, at: number): Scalar {
  const head = bytes[at]!;
  const size = sizeAt(bytes, at);
  if (at + size > bytes.length) malformed();
  if ((head & 3) === SHORT_STRING) return { kind: 'string', value: textOf(bytes, at + 1, at + size) };
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, size);
  switch (head >> 2) {
    case TYPE.null:
      return { kind: 'null' };
    case TYPE.true:
    case TYPE.false:
      return { kind: 'boolean', value: head >> 2 === TYPE.true };
    case TYPE.int8:
      return { kind: 'long', value: BigInt(view.getInt8(1)) };
    case TYPE.int16:
      return { kind: 'long', value: BigInt(view.getInt16(1, true)) };
    case TYPE.int32:
      return { kind: 'long', value: BigInt(view.getInt32(1, true)) };
    case TYPE.int64:
      return { kind: 'long', value: view.getBigInt64(1, true) };
    case TYPE.double:
      return { kind: 'double', value: view.getFloat64(1, true) };
    case TYPE.float:
      return { kind: 'float', value: view.getFloat32(1, true) };
    case TYPE.decimal4:
      return { kind: 'decimal', digits: BigInt(view.getInt32(2, true)), scale: view.getUint8(1) };
    case TYPE.decimal8:
      return { kind: 'decimal', digits: view.getBigInt64(2, true), scale: view.getUint8(1) };
    case TYPE.decimal16:
      return { kind: 'decimal', digits: (view.getBigInt64(10, true) << 64n) | view.getBigUint64(2, true), scale: view.getUint8(1) };
    case TYPE.date:
      return { kind: 'date', value: view.getInt32(1, true) };
    case TYPE.timestamp:
      return { kind: 'timestamp', value: view.getBigInt64(1, true) };
    case TYPE.timestampNtz:
      return { kind: 'timestamp_ntz', value: view.getBigInt64(1, true) };
    case TYPE.time:
      return { kind: 'time', value: Number(view.getBigInt64(1, true)) };
    case TYPE.uuid:
      return {
        kind: 'uuid',
        value: Buffer.from(bytes.subarray(at + 1, at + 17))
          .toString('hex')
          .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
      };
    case TYPE.binary:
      return { kind: 'binary', value: bytes.subarray(at + 5, at + size) };
    case TYPE.string:
      return { kind: 'string', value: textOf(bytes, at + 5, at + size) };
    default:
      return malformed();
  }
}

const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');

/** The name that metadata has under a number. */
export function nameOf(metadata: Uint8Array, id: number): string {
  const head = metadata[0] ?? malformed();
  if ((head & 15) !== VERSION) malformed();
  const width = ((head >> 6) & 3) + 1;
  const count = readCount(metadata, 1, width);
  if (id >= count) malformed();
  const dataAt = 1 + width * (count + 2);
  const [from, to] = [id, id + 1].map((i) => dataAt + readCount(metadata, 1 + width * (i + 1), width)) as [number, number];
  if (to > metadata.length || from > to) malformed();
  return textOf(metadata, from, to);
}
