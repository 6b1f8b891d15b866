/**
 * Copies `length` bits, lowest first in a byte, from bit `sourceStart` of `source` to bit `targetStart` of `target`.
 * The bits of `target` around them stay.
 */
export function copyBits(source: Uint8Array, sourceStart: number, target: Uint8Array, targetStart: number, length: number): void {
  const head = Math.min(length, (8 - (targetStart & 7)) & 7);
  copyBitByBit(source, sourceStart, target, targetStart, head);
  const from = (sourceStart + head) >> 3;
  const to = (targetStart + head) >> 3;
  const bytes = (length - head) >> 3;
  const shift = (sourceStart + head) & 7;
  if (shift === 0) target.set(source.subarray(from, from + bytes), to);
  else for (let i = 0; i < bytes; i++) target[to + i] = (source[from + i]! >> shift) | (source[from + i + 1]! << (8 - shift));
  const done = head + 8 * bytes;
  copyBitByBit(source, sourceStart + done, target, targetStart + done, length - done);
}

function copyBitByBit(source: Uint8Array, sourceStart: number, target: Uint8Array, targetStart: number, length: number): void {
  for (let i = 0; i < length; i++) {
    const from = sourceStart + i;
    const to = targetStart + i;
    const mask = 1 << (to & 7);
    if ((source[from >> 3]! >> (from & 7)) & 1) target[to >> 3]! |= mask;
    else target[to >> 3]! &= ~mask;
  }
}
