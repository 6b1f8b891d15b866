import { SHORT, SHORT_STRING, TYPE, firstByte } from './layout.js';

const one = (type: number): Uint8Array => Uint8Array.of(firstByte(type));
const TRUE = one(TYPE.true);
const FALSE = one(TYPE.false);

export const NULL = one(TYPE.null);
export const encodeBoolean = (value: boolean): Uint8Array => (value ? TRUE : FALSE);

/** A primitive of a fixed width, whose bytes `put` writes. */
function fixed(type: number, width: number, put: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(1 + width);
  bytes[0] = firstByte(type);
  put(new DataView(bytes.buffer));
  return bytes;
}

/** A whole number, in as few bytes as it fits. */
export function encodeLong(value: bigint): Uint8Array {
  if (BigInt.asIntN(8, value) === value) return fixed(TYPE.int8, 1, (view) => view.setInt8(1, Number(value)));
  if (BigInt.asIntN(16, value) === value) return fixed(TYPE.int16, 2, (view) => view.setInt16(1, Number(value), true));
  if (BigInt.asIntN(32, value) === value) return fixed(TYPE.int32, 4, (view) => view.setInt32(1, Number(value), true));
  return fixed(TYPE.int64, 8, (view) => view.setBigInt64(1, value, true));
}

export const encodeDouble = (value: number): Uint8Array => fixed(TYPE.double, 8, (view) => view.setFloat64(1, value, true));
export const encodeFloat = (value: number): Uint8Array => fixed(TYPE.float, 4, (view) => view.setFloat32(1, value, true));
export const encodeDate = (days: number): Uint8Array => fixed(TYPE.date, 4, (view) => view.setInt32(1, days, true));

/** Microseconds: an instant's, or a local time's. */
export const encodeTimestamp = (micros: bigint): Uint8Array => fixed(TYPE.timestamp, 8, (view) => view.setBigInt64(1, micros, true));
export const encodeTimestampNtz = (micros: bigint): Uint8Array => fixed(TYPE.timestampNtz, 8, (view) => view.setBigInt64(1, micros, true));

/** A decimal's digits and how many of them stand behind the point, in 4, 8 or 16 bytes: at most 38 of either. */
export function encodeDecimal(digits: bigint, scale: number): Uint8Array {
  const precision = Math.max(scale, String(digits < 0n ? -digits : digits).length);
  const [type, width] = precision <= 9 ? [TYPE.decimal4, 4] : precision <= 18 ? [TYPE.decimal8, 8] : [TYPE.decimal16, 16];
  return fixed(type, 1 + width, (view) => {
    view.setUint8(1, scale);
    for (let i = 0; i < width; i++) view.setUint8(2 + i, Number((digits >> BigInt(8 * i)) & 255n));
  });
}

export function encodeString(text: string): Uint8Array {
  const utf8 = Buffer.from(text);
  if (utf8.length >= SHORT) return sized(TYPE.string, utf8);
  const bytes = new Uint8Array(1 + utf8.length);
  bytes[0] = (utf8.length << 2) | SHORT_STRING;
  bytes.set(utf8, 1);
  return bytes;
}

export const encodeBinary = (value: Uint8Array): Uint8Array => sized(TYPE.binary, value);

function sized(type: number, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(5 + content.length);
  bytes[0] = firstByte(type);
  new DataView(bytes.buffer).setUint32(1, content.length, true);
  bytes.set(content, 5);
  return bytes;
}

/** A number as JSON writes it: a long, else a decimal of at most 38 digits, else a double. */
export function encodeNumber(text: string): Uint8Array {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (found === null) return encodeDouble(Number(text));
  const [, sign, whole, fraction] = found;
  const size = BigInt(whole! + (fraction ?? ''));
  const digits = sign === '-' ? -size : size;
  if (fraction === undefined && BigInt.asIntN(64, digits) === digits) return encodeLong(digits);
  const scale = fraction?.length ?? 0;
  return scale <= 38 && String(size).length <= 38 ? encodeDecimal(digits, scale) : encodeDouble(Number(text));
}
