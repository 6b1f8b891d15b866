import type { Data } from 'apache-arrow';
import { copyBits } from './copy-bits.js';
import { setBits } from './set-bits.js';

/** Copies the validity of a whole column to bit `start` of `bits`: ones where it has no nulls. */
export function copyValidity(data: Data, bits: Uint8Array, start: number): void {
  if (data.nullCount > 0) copyBits(data.nullBitmap, data.offset, bits, start, data.length);
  else setBits(bits, start, data.length);
}
