const mixK = (k: number): number => {
  const k1 = Math.imul(k, 0xcc9e2d51);
  return Math.imul((k1 << 15) | (k1 >>> 17), 0x1b873593);
};
const mixH = (h: number, k: number): number => {
  const h1 = h ^ k;
  return (Math.imul((h1 << 13) | (h1 >>> 19), 5) + 0xe6546b64) | 0;
};
function finish(h: number, length: number): number {
  let x = h ^ length;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** Murmur3 as Spark has it: 32 bits, and bytes that do not fill a word are taken one by one. */
export const murmur3 = {
  int: (value: number, seed: number): number => finish(mixH(seed, mixK(value)), 4),
  long: (value: bigint, seed: number): number =>
    finish(mixH(mixH(seed, mixK(Number(BigInt.asIntN(32, value)))), mixK(Number(BigInt.asIntN(32, value >> 32n)))), 8),
  bytes(bytes: Uint8Array, seed: number): number {
    let h = seed;
    const whole = bytes.length & ~3;
    for (let i = 0; i < whole; i += 4) h = mixH(h, mixK(bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24)));
    for (let i = whole; i < bytes.length; i++) h = mixH(h, mixK((bytes[i]! << 24) >> 24));
    return finish(h, bytes.length);
  },
};
