/** Java's java.util.Random: the same numbers for the same seed. */
export class JavaRandom {
  #state: bigint;

  constructor(seed: bigint) {
    this.#state = (seed ^ 0x5deece66dn) & MASK;
  }

  /** A number from [0, 1). */
  nextDouble(): number {
    const high = this.#next(26n);
    return Number((high << 27n) + this.#next(27n)) / 2 ** 53;
  }

  #next(bits: bigint): bigint {
    this.#state = (this.#state * 0x5deece66dn + 0xbn) & MASK;
    return this.#state >> (48n - bits);
  }
}

const MASK = (1n << 48n) - 1n;
