/** Bytes filled up to a length on one side, or cut to it. */
export function padBytes(bytes: Uint8Array, length: number, pad: Uint8Array, side: 'left' | 'right'): Uint8Array {
  if (length <= bytes.length) return bytes.slice(0, Math.max(length, 0));
  if (pad.length === 0) return bytes;
  const filler = Buffer.alloc(length - bytes.length, pad);
  return Buffer.concat(side === 'left' ? [filler, bytes] : [bytes, filler]);
}
