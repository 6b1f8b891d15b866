/** Sets `length` bits, lowest first in a byte, from bit `start` of `target`. */
export function setBits(target: Uint8Array, start: number, length: number): void {
  const end = start + length;
  const firstWhole = Math.min(end, (start + 7) & ~7);
  const lastWhole = Math.max(firstWhole, end & ~7);
  for (let i = start; i < firstWhole; i++) target[i >> 3]! |= 1 << (i & 7);
  target.fill(0xff, firstWhole >> 3, lastWhole >> 3);
  for (let i = lastWhole; i < end; i++) target[i >> 3]! |= 1 << (i & 7);
}
