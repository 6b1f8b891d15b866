/** 2^32. */
const WORD = 4294967296;
/** Half of 2^53 / 2^32: a high word below it makes a number that is exact. */
const SAFE = 2 ** 21;

/** 64-bit integers as pairs of 32-bit words, low one first: reading a number from them makes no bigint. */
export function wordsOf(values: ArrayBufferView): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.byteLength / 4);
}

/** Whether the integer at `i` is one that a number holds exactly. */
export const isSafeAt = (words: Int32Array, i: number): boolean => {
  const high = words[2 * i + 1]!;
  return high < SAFE && (high > -SAFE || (high === -SAFE && words[2 * i] !== 0));
};

/** The integer at `i`, rounded where it is not safe. */
export const numberAt = (words: Int32Array, i: number): number => words[2 * i + 1]! * WORD + (words[2 * i]! >>> 0);

export const bigintAt = (words: Int32Array, i: number): bigint => (BigInt(words[2 * i + 1]!) << 32n) | BigInt(words[2 * i]! >>> 0);

/** Writes a whole number that is safe. */
export function putNumber(words: Int32Array, i: number, value: number): void {
  words[2 * i] = value; // storing keeps the low 32 bits, of negative numbers too
  words[2 * i + 1] = Math.floor(value / WORD);
}

export function putBigint(words: Int32Array, i: number, value: bigint): void {
  words[2 * i] = Number(BigInt.asIntN(32, value));
  words[2 * i + 1] = Number(BigInt.asIntN(32, value >> 32n));
}
