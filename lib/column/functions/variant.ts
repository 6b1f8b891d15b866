import { refuseCast } from '#lib/plan/cast/caster.js';
import { toVariant, treeMaker } from '#lib/plan/cast/to-variant.js';
import type { Expression } from '#lib/plan/expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { RawVariant } from '#lib/variant/build.js';
import { toTree } from '#lib/variant/to-tree.js';
import type { Variant } from '#lib/variant/variant.js';
import { scalar, type Row } from './define.js';
import { variantOfJson } from './kernels/variant-of-json.js';

const parsed = (trying: boolean): Row => ({
  args: [t.string],
  returns: t.variant,
  nullable: true,
  kernel: { make: () => (text: string) => variantOfJson(text, trying) },
});
/** A JSON text as a variant; null for null. Text that is no JSON, or an object with a key twice, is an error. */
export const parseJson = scalar<'parse_json', Variant | null>('parse_json', parsed(false));
/** A JSON text as a variant; null for null and for text that is no JSON. */
export const tryParseJson = scalar<'try_parse_json', Variant | null>('try_parse_json', parsed(true));

/** Whether a value is the variant null, which is not SQL's: false for that. */
export const isVariantNull = scalar<'is_variant_null', boolean>('is_variant_null', {
  args: [t.variant],
  returns: t.boolean,
  nullable: false,
  kernel: { seesNulls: true, make: () => (variant: RawVariant | null) => variant !== null && variant[0][0] === 0 },
});

/** Whether the bytes of a variant are in Spark's encoding; null for null. */
export const isValidVariant = scalar<'is_valid_variant', boolean | null>('is_valid_variant', {
  args: [t.variant],
  returns: t.boolean,
  kernel: { make: () => isValid },
});

function isValid(variant: RawVariant): boolean {
  try {
    toTree(variant);
    return true;
  } catch (error) {
    if ((error as { condition?: string }).condition === 'MALFORMED_VARIANT') return false;
    throw error;
  }
}

/** An array, struct or map with text keys as a variant: structs and maps become objects, null the variant null. Null for null. */
export const toVariantObject = scalar<'to_variant_object', Variant | null>('to_variant_object', {
  args: ['any'],
  returns: t.variant,
  nullable: true,
  rewrite: ([e]) => [nested(e!)],
  kernel: { make: ([type]) => toVariant(type!, 'object') },
});

function nested(e: Expression): Expression {
  const type = typeOf(e);
  return ['array', 'map', 'struct'].includes(type.kind) && treeMaker(type, 'object') !== undefined ? e : refuseCast(type, t.variant);
}
