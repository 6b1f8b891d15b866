import { withFolders } from '#lib/io/folder-columns.js';
import { relation, type ReadRelation } from '#lib/plan/relation.js';
import * as t from '#lib/types/data-type.js';
import type { FoundFiles } from './found-files.js';

const COLUMNS = t.struct([
  t.field('path', t.string),
  t.field('modificationTime', t.timestamp),
  t.field('length', t.long),
  t.field('content', t.binary),
]);

/** Files whole, a row each. */
export function scanBinary({ files, options, folders }: FoundFiles): ReadRelation {
  return relation<ReadRelation>({
    kind: 'read',
    format: 'binaryfile',
    paths: files.map((file) => file.path),
    options,
    schema: withFolders(COLUMNS, folders),
    folders: folders.map((f) => f.name),
  });
}
