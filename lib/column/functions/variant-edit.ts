import { ExecutionError } from '#lib/errors.js';
import type { Expression } from '#lib/plan/expression.js';
import { implicitCast } from '#lib/plan/cast-to.js';
import * as t from '#lib/types/data-type.js';
import { buildVariant } from '#lib/variant/build.js';
import type { RawVariant } from '#lib/variant/build.js';
import { DELETING, appended, edited, inserting, setting, withoutNulls } from '#lib/variant/edit.js';
import { pathReader, type Step } from '#lib/variant/path.js';
import { toTree } from '#lib/variant/to-tree.js';
import type { Tree } from '#lib/variant/tree.js';
import type { Variant } from '#lib/variant/variant.js';
import { asVariant } from './as-variant.js';
import { scalar, type Row } from './define.js';

type Edit = (tree: Tree, path: readonly Step[], whole: string, value: Tree, create: boolean) => Tree;
/** What a value may not allow: with `try_` it is null. */
const TRIED = new Set(['VARIANT_PATH_TYPE_MISMATCH', 'VARIANT_DUPLICATE_KEY']);

function invalidPath(fn: string, path: string): never {
  throw new ExecutionError('INVALID_VARIANT_PATH', `The path '${path}' of '${fn}' must be $, then steps such as .name, ['name'] or [123]`, {
    sqlState: '22023',
  });
}

/** Reads paths; `$` alone is none where `steps` are wanted. */
const paths = (fn: string, steps: boolean): ((path: string) => readonly Step[]) => {
  const read = pathReader((path) => invalidPath(fn, path));
  return (path) => {
    const found = read(path);
    return steps && found.length === 0 ? invalidPath(fn, path) : found;
  };
};

const TRUE: Expression = Object.freeze({ kind: 'literal', type: t.boolean, value: true });

const change = (fn: string, edit: Edit, { steps = true, flag = false } = {}): Row => ({
  args: [t.variant, t.string, 'any', ...(flag ? [t.boolean] : [])],
  min: 3,
  returns: t.variant,
  nullable: true,
  rewrite: ([variant, path, value, create]) => [variant!, path!, asVariant(value!), ...(flag ? [create ?? TRUE] : [])],
  kernel: {
    make() {
      const read = paths(fn, steps);
      return (variant: RawVariant, path: string, value: RawVariant, create = true) => {
        const found = read(path);
        try {
          return buildVariant(edit(toTree(variant), found, path, toTree(value), create as boolean));
        } catch (error) {
          if (fn.startsWith('try_') && error instanceof ExecutionError && TRIED.has(error.condition)) return null;
          throw error;
        }
      };
    },
  },
});
const append = (fn: string): Row => change(fn, (tree, path, whole, value) => appended(fn, tree, path, whole, value), { steps: false });
const insert = (fn: string): Row => change(fn, (tree, path, whole, value) => edited(tree, path, inserting(fn, value), whole));
const set = (fn: string): Row =>
  change(fn, (tree, path, whole, value, create) => edited(tree, path, setting(fn, value, create), whole), { flag: true });

type Value = [path: string, value: unknown];
/** A value behind the items of the array at a path; the variant as it was where the path leads nowhere. Null where an argument is. */
export const variantArrayAppend = scalar<'variant_array_append', Variant | null, Value>(
  'variant_array_append',
  append('variant_array_append'),
);
/** As `variantArrayAppend`, with null where there is no array at the path. */
export const tryVariantArrayAppend = scalar<'try_variant_array_append', Variant | null, Value>(
  'try_variant_array_append',
  append('try_variant_array_append'),
);
/** A value put in at a path: a new field, or an item before the one there. A field that is there already is an error. Null where an argument is. */
export const variantInsert = scalar<'variant_insert', Variant | null, Value>('variant_insert', insert('variant_insert'));
/** As `variantInsert`, with null where the value does not allow it. */
export const tryVariantInsert = scalar<'try_variant_insert', Variant | null, Value>('try_variant_insert', insert('try_variant_insert'));
/** A value in place of the one at a path; where there is none it is made, unless `create` is false. Null where an argument is. */
export const variantSet = scalar<'variant_set', Variant | null, [...Value, create?: boolean]>('variant_set', set('variant_set'));
/** As `variantSet`, with null where the path does not fit the value. */
export const tryVariantSet = scalar<'try_variant_set', Variant | null, [...Value, create?: boolean]>(
  'try_variant_set',
  set('try_variant_set'),
);

/** The variant without what is at each path, one after another; paths that are null or lead nowhere change nothing. */
export const variantDelete = scalar<'variant_delete', Variant | null, [path: string, ...more: string[]]>('variant_delete', {
  args: ['any', t.string],
  min: 2,
  max: Infinity,
  returns: t.variant,
  nullable: true,
  rewrite: ([variant, ...rest]) => [implicitCast(variant!, t.variant, 'variant_delete', 0), ...rest],
  kernel: {
    seesNulls: true,
    make(types) {
      const readers = types.map(() => paths('variant_delete', true));
      return (variant: RawVariant | null, ...given: (string | null)[]) => {
        if (variant === null) return null;
        let tree = toTree(variant);
        given.forEach((path, i) => {
          if (path !== null) tree = edited(tree, readers[i]!(path), DELETING, path);
        });
        return buildVariant(tree);
      };
    },
  },
});

/** The variant without fields that are null, and without such items unless `items` is false, at all depths. */
export const variantStripNulls = scalar<'variant_strip_nulls', Variant | null, [items?: boolean]>('variant_strip_nulls', {
  args: [t.variant, t.boolean],
  min: 1,
  returns: t.variant,
  nullable: true,
  rewrite: ([variant, items]) => [variant!, items ?? TRUE],
  kernel: { make: () => (variant: RawVariant, items: boolean) => buildVariant(withoutNulls(toTree(variant), items)) },
});
