const rotated = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
const mixedKey = (key: number): number => Math.imul(rotated(Math.imul(key, 0xcc9e2d51), 15), 0x1b873593);
const mixed = (hash: number, key: number): number => (Math.imul(rotated(hash ^ mixedKey(key), 13), 5) + 0xe6546b64) | 0;
function finished(hash: number, length: number): number {
  let h = hash ^ length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
/** Murmur3 of one whole number, as Guava's. */
export const murmurOfInt = (value: number): number => finished(mixed(0, value), 4);

/** UTF8String's hash: Murmur3 of whole words, then of each byte that is left. */
export function murmurOfText(text: string): number {
  const bytes = Buffer.from(text);
  const words = bytes.length - (bytes.length % 4);
  let hash = 42;
  for (let i = 0; i < words; i += 4) hash = mixed(hash, bytes.readInt32LE(i));
  for (let i = words; i < bytes.length; i++) hash = mixed(hash, bytes.readInt8(i));
  return finished(hash, bytes.length);
}
