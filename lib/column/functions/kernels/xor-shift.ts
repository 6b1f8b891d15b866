import { murmur3 } from './murmur3.js';

/** Spark's XORShift generator: the numbers that `rand(seed)` gives in the first partition. */
export class XorShift {
  #state: bigint;
  #spare: number | undefined;

  constructor(seed: bigint) {
    this.#state = hashedSeed(seed);
  }

  #bits(count: number): number {
    let next = BigInt.asUintN(64, this.#state ^ (this.#state << 21n));
    next ^= next >> 35n;
    next = BigInt.asUintN(64, next ^ (next << 4n));
    this.#state = next;
    return Number(BigInt.asIntN(32, next & ((1n << BigInt(count)) - 1n)));
  }

  /** A number from [0, 1). */
  double(): number {
    return (this.#bits(26) * 134217728 + this.#bits(27)) * 2 ** -53;
  }

  /** A number of the standard normal distribution, by the polar method. */
  gaussian(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    for (;;) {
      const a = 2 * this.double() - 1;
      const b = 2 * this.double() - 1;
      const s = a * a + b * b;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      this.#spare = b * scale;
      return a * scale;
    }
  }

  /** A whole number of 32 bits. */
  int(): number {
    return this.#bits(32);
  }
}

/** Seeds that are near each other are spread. */
function hashedSeed(seed: bigint): bigint {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt.asIntN(64, seed));
  const low = hashBytes(bytes, 0x3c074a61);
  const high = hashBytes(bytes, low);
  return BigInt.asUintN(64, (BigInt(high) << 32n) | BigInt(low >>> 0));
}

const hashBytes = (bytes: Uint8Array, seed: number): number => murmur3.bytes(bytes, seed);
