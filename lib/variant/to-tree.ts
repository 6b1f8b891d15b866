import type { RawVariant } from './build.js';
import { isArrayAt, isObjectAt, malformed, nameOf, partsAt, sizeAt } from './read.js';
import type { Tree } from './tree.js';

/** The value at a place taken apart; fields come in the order of their names. Scalars are views of the bytes. */
export function toTree([bytes, metadata]: RawVariant, at = 0): Tree {
  if (isObjectAt(bytes, at)) {
    const parts = partsAt(bytes, at);
    return {
      fields: Array.from(
        { length: parts.count },
        (_, i) => [nameOf(metadata, parts.id(i)), toTree([bytes, metadata], parts.start(i))] as const,
      ),
    };
  }
  if (isArrayAt(bytes, at)) {
    const parts = partsAt(bytes, at);
    return { items: Array.from({ length: parts.count }, (_, i) => toTree([bytes, metadata], parts.start(i))) };
  }
  const end = at + sizeAt(bytes, at);
  return end > bytes.length ? malformed() : bytes.subarray(at, end);
}
