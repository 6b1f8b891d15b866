const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

const u64 = (x: bigint): bigint => BigInt.asUintN(64, x);
const rotate = (x: bigint, n: bigint): bigint => u64((x << n) | (x >> (64n - n)));
const round = (accumulator: bigint, word: bigint): bigint => u64(rotate(u64(accumulator + word * P2), 31n) * P1);
const eaten = (h: bigint, word: bigint): bigint => u64(rotate(h ^ round(0n, word), 27n) * P1 + P4);
const half = (h: bigint, word: bigint): bigint => u64(rotate(h ^ u64(word * P1), 23n) * P2 + P3);
function finish(h: bigint): bigint {
  let x = u64((h ^ (h >> 33n)) * P2);
  x = u64((x ^ (x >> 29n)) * P3);
  return BigInt.asIntN(64, x ^ (x >> 32n));
}

/** XXH64 as Spark has it; seeds and results are longs. */
export const xxhash64 = {
  int: (value: number, seed: bigint): bigint => finish(half(u64(seed + P5 + 4n), BigInt(value >>> 0))),
  long: (value: bigint, seed: bigint): bigint => finish(eaten(u64(seed + P5 + 8n), u64(value))),
  bytes(bytes: Uint8Array, seed: bigint): bigint {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = bytes.length;
    let at = 0;
    let h: bigint;
    if (end >= 32) {
      const lanes = [u64(seed + P1 + P2), u64(seed + P2), u64(seed), u64(seed - P1)];
      for (; at + 32 <= end; at += 32) for (let i = 0; i < 4; i++) lanes[i] = round(lanes[i]!, view.getBigUint64(at + i * 8, true));
      h = u64(rotate(lanes[0]!, 1n) + rotate(lanes[1]!, 7n) + rotate(lanes[2]!, 12n) + rotate(lanes[3]!, 18n));
      for (const lane of lanes) h = u64((h ^ round(0n, lane)) * P1 + P4);
    } else h = u64(seed + P5);
    h = u64(h + BigInt(end));
    for (; at + 8 <= end; at += 8) h = eaten(h, view.getBigUint64(at, true));
    if (at + 4 <= end) {
      h = half(h, BigInt(view.getUint32(at, true)));
      at += 4;
    }
    for (; at < end; at++) h = u64(rotate(h ^ u64(BigInt(bytes[at]!) * P5), 11n) * P1);
    return finish(h);
  },
};
