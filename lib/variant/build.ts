import { ExecutionError } from '#lib/errors.js';
import { ARRAY, OBJECT, SIZE_LIMIT, SMALL, VERSION, widthOf, writeCount } from './layout.js';
import { isObject } from './tree.js';
import type { Tree } from './tree.js';

/** A variant as the engine carries it: the value, and the names that its objects use. */
export type RawVariant = readonly [value: Uint8Array, metadata: Uint8Array];

/** A tree in Spark's encoding. Throws where it is too large, or where an object has a name twice. */
export function buildVariant(tree: Tree): RawVariant {
  const names = new Map<string, number>();
  const value = encode(tree, names);
  const metadata = metadataOf([...names.keys()]);
  if (value.length > SIZE_LIMIT || metadata.length > SIZE_LIMIT)
    throw new ExecutionError(
      'VARIANT_SIZE_LIMIT',
      `A variant must have at most ${SIZE_LIMIT} bytes; got ${value.length + metadata.length}`,
      {
        sqlState: '22023',
      },
    );
  return [value, metadata];
}

/** A tree's bytes; names get their numbers in the order in which they come, outer ones first. */
function encode(tree: Tree, names: Map<string, number>): Uint8Array {
  if (tree instanceof Uint8Array) return tree;
  if (!isObject(tree))
    return packed(
      ARRAY,
      undefined,
      tree.items.map((item) => encode(item, names)),
      tree.items.map((_, i) => i),
    );
  const ids: number[] = [];
  const parts: Uint8Array[] = [];
  for (const [name, part] of tree.fields) {
    let id = names.get(name);
    if (id === undefined) names.set(name, (id = names.size));
    ids.push(id);
    parts.push(encode(part, names));
  }
  const keys = tree.fields.map(([name]) => name);
  const order = keys.map((_, i) => i).sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : 0));
  const twice = order.find((at, i) => i > 0 && keys[at] === keys[order[i - 1]!]);
  if (twice !== undefined)
    throw new ExecutionError('VARIANT_DUPLICATE_KEY', `An object of a variant must have each key once; got '${keys[twice]!}' twice`, {
      sqlState: '22023',
    });
  return packed(OBJECT, ids, parts, order);
}

/** An array, or an object where there are `ids`: its parts lie as they came, its offsets (and ids) in `order`. */
function packed(kind: number, ids: readonly number[] | undefined, parts: readonly Uint8Array[], order: readonly number[]): Uint8Array {
  const starts: number[] = [];
  let size = 0;
  for (const part of parts) {
    starts.push(size);
    size += part.length;
  }
  const large = parts.length > SMALL;
  const countWidth = large ? 4 : 1;
  const idWidth = ids === undefined ? 0 : widthOf(ids.reduce((a, b) => Math.max(a, b), 0));
  const offsetWidth = widthOf(size);
  const idsAt = 1 + countWidth;
  const offsetsAt = idsAt + idWidth * parts.length;
  const dataAt = offsetsAt + offsetWidth * (parts.length + 1);
  const bytes = new Uint8Array(dataAt + size);
  const widths = ids === undefined ? offsetWidth - 1 : ((idWidth - 1) << 2) | (offsetWidth - 1);
  bytes[0] = kind | (widths << 2) | ((large ? 1 : 0) << (ids === undefined ? 4 : 6));
  writeCount(bytes, 1, countWidth, parts.length);
  order.forEach((at, i) => {
    if (ids !== undefined) writeCount(bytes, idsAt + i * idWidth, idWidth, ids[at]!);
    writeCount(bytes, offsetsAt + i * offsetWidth, offsetWidth, starts[at]!);
  });
  writeCount(bytes, offsetsAt + parts.length * offsetWidth, offsetWidth, size);
  parts.forEach((part, i) => bytes.set(part, dataAt + starts[i]!));
  return bytes;
}

function metadataOf(names: readonly string[]): Uint8Array {
  const texts = names.map((name) => Buffer.from(name));
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  const width = widthOf(Math.max(size, texts.length));
  const dataAt = 1 + width * (texts.length + 2);
  const bytes = new Uint8Array(dataAt + size);
  bytes[0] = VERSION | ((width - 1) << 6);
  writeCount(bytes, 1, width, texts.length);
  let at = 0;
  texts.forEach((text, i) => {
    writeCount(bytes, 1 + width * (i + 1), width, at);
    bytes.set(text, dataAt + at);
    at += text.length;
  });
  writeCount(bytes, 1 + width * (texts.length + 1), width, at);
  return bytes;
}
