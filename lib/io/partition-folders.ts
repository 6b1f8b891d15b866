import { dirname, basename } from 'node:path';
import { AnalysisError } from '#lib/errors.js';

/** A column that a folder such as `city=oslo` gives to all files below it; null for `__HIVE_DEFAULT_PARTITION__`. */
export interface FolderValue {
  readonly name: string;
  readonly text: string | null;
}

/** What stands for null in a folder's name. */
export const NULL_FOLDER = '__HIVE_DEFAULT_PARTITION__';

/**
 * What the folders between `base` and `folder` say, and where they begin. The way up ends at `base`, or above the last
 * folder of the form `name=value`.
 */
export function folderValues(folder: string, bases: ReadonlySet<string>): { readonly values: FolderValue[]; readonly root: string } {
  const values: FolderValue[] = [];
  let at = folder;
  while (!bases.has(at)) {
    const value = folderValue(basename(at));
    if (value === undefined && values.length > 0) break;
    if (value !== undefined) values.unshift(value);
    const up = dirname(at);
    if (up === at) break;
    at = up;
  }
  return values.length === 0 ? { values, root: folder } : { values, root: at };
}

function folderValue(name: string): FolderValue | undefined {
  const equals = name.indexOf('=');
  if (equals === -1) return undefined;
  const column = unescapeFolder(name.slice(0, equals));
  const text = name.slice(equals + 1);
  if (column === '' || text === '')
    throw new AnalysisError('INVALID_PARTITION_FOLDER', `A folder of a partition must be called name=value; got '${name}'`);
  return { name: column, text: text === NULL_FOLDER ? null : unescapeFolder(text) };
}

// Hive's list: what a name of a folder must not have, beside control characters
const ESCAPED = '"#%\'*/:=?\\{[]^\x7f';

/** A value as part of a folder's name. */
export const escapeFolder = (text: string): string =>
  text.replace(/[^]/g, (char) =>
    char < ' ' || ESCAPED.includes(char) ? `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}` : char,
  );

export const unescapeFolder = (text: string): string =>
  text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
