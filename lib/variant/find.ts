import type { RawVariant } from './build.js';
import type { Step } from './path.js';
import { isArrayAt, isObjectAt, nameOf, partsAt } from './read.js';

/** Where the value that a path leads to begins; undefined where there is none. */
export function findAt([bytes, metadata]: RawVariant, path: readonly Step[]): number | undefined {
  let at = 0;
  for (const { key } of path) {
    if (!(typeof key === 'string' ? isObjectAt(bytes, at) : isArrayAt(bytes, at))) return undefined;
    const parts = partsAt(bytes, at);
    const place = typeof key === 'number' ? key : fieldPlace(parts.count, key, (i) => nameOf(metadata, parts.id(i)));
    if (place === undefined || place >= parts.count) return undefined;
    at = parts.start(place);
  }
  return at;
}

/** An object of fewer fields is searched from its first. */
const FEW = 8;

/** The place of a name among those of an object, which are in order. */
function fieldPlace(count: number, name: string, nameAt: (i: number) => string): number | undefined {
  let low = 0;
  let high = count;
  while (high - low > FEW) {
    const middle = (low + high) >> 1;
    if (nameAt(middle) <= name) low = middle;
    else high = middle;
  }
  for (let i = low; i < high; i++) if (nameAt(i) === name) return i;
  return undefined;
}
