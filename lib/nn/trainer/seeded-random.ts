/** Uniform draws from [0, 1) that depend on nothing but the numbers given: a seed, and what tells this stream from others (epoch, row). */
export function seededRandom(...parts: readonly number[]): () => number {
  let state = parts.reduce<number>((hash, part) => mix(hash ^ mix(part | 0) ^ mix(Math.floor(part / 2 ** 32) + 0x51ed)), 0x9e3779b9);
  return () => {
    // mulberry32, by Tommy Ettinger.
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** murmur3's finaliser: every bit of the input reaches every bit of the output. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}
