/** What the two lowest bits of a value's first byte say that it is. */
export const PRIMITIVE = 0;
export const SHORT_STRING = 1;
export const OBJECT = 2;
export const ARRAY = 3;

/** What the upper six bits of a primitive's first byte say. */
export const TYPE = {
  null: 0,
  true: 1,
  false: 2,
  int8: 3,
  int16: 4,
  int32: 5,
  int64: 6,
  double: 7,
  decimal4: 8,
  decimal8: 9,
  decimal16: 10,
  date: 11,
  timestamp: 12,
  timestampNtz: 13,
  float: 14,
  binary: 15,
  string: 16,
  time: 17,
  uuid: 20,
} as const;

export const VERSION = 1;
/** A string shorter than this has its length in its first byte. */
export const SHORT = 64;
/** An object or array of more parts than this counts them in four bytes. */
export const SMALL = 255;
/** The most bytes that a value or its metadata may have. */
export const SIZE_LIMIT = 128 * 1024 * 1024;

export const firstByte = (type: number): number => (type << 2) | PRIMITIVE;

/** How many bytes a count needs. */
export const widthOf = (count: number): number => (count <= 0xff ? 1 : count <= 0xffff ? 2 : count <= 0xffffff ? 3 : 4);

/** The whole number, without sign, that `width` bytes from `at` on make, the lowest first. */
export function readCount(bytes: Uint8Array, at: number, width: number): number {
  let count = 0;
  for (let i = width - 1; i >= 0; i--) count = count * 256 + bytes[at + i]!;
  return count;
}

/** Writes what `readCount` reads. */
export function writeCount(bytes: Uint8Array, at: number, width: number, count: number): void {
  for (let i = 0, rest = count; i < width; i++, rest = Math.floor(rest / 256)) bytes[at + i] = rest & 0xff;
}
