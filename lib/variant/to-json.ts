import type { Zone } from '#lib/time/zone.js';
import type { RawVariant } from './build.js';
import { isArrayAt, isObjectAt, nameOf, partsAt, scalarAt } from './read.js';
import { quoted, scalarText } from './scalar-text.js';

/** The value at a place as JSON without white space, fields in the order of their names. Instants are of `zone`. */
export function variantJson(variant: RawVariant, zone: Zone, at = 0): string {
  const [bytes, metadata] = variant;
  if (isObjectAt(bytes, at)) {
    const parts = partsAt(bytes, at);
    const fields: string[] = [];
    for (let i = 0; i < parts.count; i++)
      fields.push(`${quoted(nameOf(metadata, parts.id(i)))}:${variantJson(variant, zone, parts.start(i))}`);
    return `{${fields.join(',')}}`;
  }
  if (isArrayAt(bytes, at)) {
    const parts = partsAt(bytes, at);
    const items: string[] = [];
    for (let i = 0; i < parts.count; i++) items.push(variantJson(variant, zone, parts.start(i)));
    return `[${items.join(',')}]`;
  }
  return scalarText(scalarAt(bytes, at), zone);
}
