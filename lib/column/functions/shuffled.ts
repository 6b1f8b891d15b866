/** The values in an order by chance (Fisher and Yates). */
export function shuffled(values: readonly unknown[], next: () => number): unknown[] {
  const mixed = [...values];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j], mixed[i]];
  }
  return mixed;
}

/** Numbers from [0, 1) that are the same for the same seed: mulberry32, by Tommy Ettinger. */
export function randomFrom(seed: bigint): () => number {
  let state = Number(BigInt.asIntN(32, seed ^ (seed >> 32n)));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
