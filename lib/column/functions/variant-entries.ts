import * as t from '#lib/types/data-type.js';
import { buildVariant } from '#lib/variant/build.js';
import type { RawVariant } from '#lib/variant/build.js';
import { isArrayAt, isObjectAt, nameOf, partsAt } from '#lib/variant/read.js';
import { toTree } from '#lib/variant/to-tree.js';
import { spec } from './define.js';

const ENTRY = t.struct([t.field('pos', t.integer, false), t.field('key', t.string), t.field('value', t.variant, false)]);
/** The parts of a variant, for `variant_explode`: none where it is neither object nor array. */
export const variantEntries = spec('variant entries', 'scalar', {
  args: [t.variant],
  returns: t.array(ENTRY, false),
  kernel: { make: () => entriesOf },
});

function entriesOf([bytes, metadata]: RawVariant): unknown[] {
  const object = isObjectAt(bytes, 0);
  if (!object && !isArrayAt(bytes, 0)) return [];
  const parts = partsAt(bytes, 0);
  return Array.from({ length: parts.count }, (_, i) => [
    i,
    object ? nameOf(metadata, parts.id(i)) : null,
    buildVariant(toTree([bytes, metadata], parts.start(i))),
  ]);
}
