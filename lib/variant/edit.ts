import { ExecutionError } from '#lib/errors.js';
import { NULL } from './encode-scalar.js';
import { SIZE_LIMIT } from './layout.js';
import type { Step } from './path.js';
import { isArray, isObject } from './tree.js';
import type { Tree } from './tree.js';

/** A change of a variant: what is done at the end of a path, and where the path leads nowhere. */
interface Change {
  /** The name of the function, for errors. */
  readonly fn: string;
  /** The value in place of the one at the end of the path; undefined to leave it out. Items may be several. */
  found(at: Tree, step: Step): readonly Tree[];
  /** What stands where nothing stood; undefined to leave all as it is. */
  readonly missing?: Tree;
  /** Whether a path that does not fit the value changes nothing. */
  readonly lenient?: boolean;
}

/** The tree with a change at the end of a path of at least one step. Throws where a step is of another kind than the value there. */
export function edited(tree: Tree, path: readonly Step[], change: Change, whole: string, place = 0): Tree {
  const step = path[place]!;
  const last = place === path.length - 1;
  const { key } = step;
  const into = (part: Tree): readonly Tree[] => (last ? change.found(part, step) : [edited(part, path, change, whole, place + 1)]);
  if (typeof key === 'string' && isObject(tree)) {
    if (tree.fields.some(([name]) => name === key))
      return {
        fields: tree.fields.flatMap(([name, part]) =>
          name === key ? into(part).map((made) => [name, made] as const) : [[name, part] as const],
        ),
      };
    return change.missing === undefined ? tree : { fields: [...tree.fields, [key, built(path.slice(place + 1), change.missing)]] };
  }
  if (typeof key === 'number' && isArray(tree)) {
    if (key < tree.items.length) return { items: tree.items.flatMap((part, i) => (i === key ? into(part) : [part])) };
    return change.missing === undefined ? tree : { items: padded(tree.items, key, built(path.slice(place + 1), change.missing)) };
  }
  return change.lenient === true ? tree : mismatch(change.fn, whole, step.before);
}

/** What a path that leads nowhere yet is made of. */
function built(path: readonly Step[], value: Tree): Tree {
  return path.reduceRight(
    (inner, { key }) => (typeof key === 'string' ? { fields: [[key, inner]] } : { items: padded([], key, inner) }),
    value,
  );
}

/** An item of a long array takes its byte and four of its offset. */
const MOST_ITEMS = SIZE_LIMIT / 5;

function padded(items: readonly Tree[], place: number, value: Tree): readonly Tree[] {
  if (place > MOST_ITEMS)
    throw new ExecutionError('VARIANT_SIZE_LIMIT', `A variant must have at most ${SIZE_LIMIT} bytes; got an item at place ${place}`, {
      sqlState: '22023',
    });
  return [...items, ...Array.from({ length: place - items.length }, () => NULL), value];
}

/** A value where there was none: a field that is there already is an error, an item moves the others on. */
export const inserting = (fn: string, value: Tree): Change => ({
  fn,
  missing: value,
  found(at, { key }) {
    if (typeof key === 'number') return [value, at];
    throw new ExecutionError(
      'VARIANT_DUPLICATE_KEY',
      `The object that '${fn}' adds to must not have the key '${key}' yet. Use variant_set to replace it.`,
      {
        sqlState: '22023',
      },
    );
  },
});

/** A value in place of the one that is there; with `create` also where there is none. */
export const setting = (fn: string, value: Tree, create: boolean): Change => ({
  fn,
  found: () => [value],
  ...(create && { missing: value }),
});

export const DELETING: Change = { fn: 'variant_delete', found: () => [], lenient: true };

/** The tree with a value behind the items of the array at a path; as it was where the path leads nowhere. */
export function appended(fn: string, tree: Tree, path: readonly Step[], whole: string, value: Tree): Tree {
  const behind = (array: Tree): Tree => (isArray(array) ? { items: [...array.items, value] } : mismatch(fn, whole, whole));
  return path.length === 0 ? behind(tree) : edited(tree, path, { fn, found: (array) => [behind(array)] }, whole);
}

/** The tree without fields that are null, and without items that are where `items` says so, at all depths. */
export function withoutNulls(tree: Tree, items: boolean): Tree {
  const isNull = (part: Tree): boolean => part instanceof Uint8Array && part[0] === 0;
  if (isArray(tree)) return { items: tree.items.filter((part) => !items || !isNull(part)).map((part) => withoutNulls(part, items)) };
  if (!isObject(tree)) return tree;
  return { fields: tree.fields.filter(([, part]) => !isNull(part)).map(([name, part]) => [name, withoutNulls(part, items)] as const) };
}

function mismatch(fn: string, path: string, before: string): never {
  throw new ExecutionError('VARIANT_PATH_TYPE_MISMATCH', `The path '${path}' of '${fn}' does not fit the value at '${before}'`, {
    sqlState: '22023',
  });
}
