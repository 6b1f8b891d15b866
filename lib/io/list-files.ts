import { readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { AnalysisError } from '#lib/errors.js';

/** A file to be read. */
export interface ListedFile {
  readonly path: string;
  readonly bytes: number;
}

type Accepts = (name: string) => boolean;

/**
 * The files of paths, globs (`DIR/train/*` + `/*.jpg`), folders (all files below them) and file URLs, each once, in the order
 * of their paths. `accepts` says by its name whether a file below a folder is wanted. Names that begin with `.` or `_` are
 * passed over unless they were named, as Spark does. Throws PATH_NOT_FOUND where there are none; `what` says what was looked for.
 */
export function listFiles(paths: readonly string[], accepts: Accepts, what: string): ListedFile[] {
  const found = new Map<string, ListedFile>();
  for (const given of paths) {
    for (const file of filesAt(given, accepts)) found.set(file.path, file);
  }
  if (found.size === 0)
    throw new AnalysisError(
      'PATH_NOT_FOUND',
      `No ${what} at '${paths.join("', '")}'. Name a file, a folder or a glob such as DIR/*/*.jpg.`,
      { sqlState: '42K03' },
    );
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function filesAt(given: string, accepts: Accepts): ListedFile[] {
  const path = localPath(given);
  if (path === undefined) return [];
  const stats = statsOf(path);
  if (stats !== undefined) return stats.isDirectory() ? below(path, accepts) : [listed(path, stats)];
  return matching(path).flatMap((match) => {
    const matched = statsOf(match);
    if (matched === undefined) return [];
    return matched.isDirectory() ? below(match, accepts) : matched.isFile() ? [listed(match, matched)] : [];
  });
}

/** The path on this machine of a path or file URL; undefined for a URL of another machine's file. */
export function localPath(given: string): string | undefined {
  if (!given.startsWith('file:')) return resolve(given);
  const url = new URL(given);
  return url.host === '' ? resolve(fileURLToPath(url)) : undefined;
}

/** What a glob matches, files and folders alike. Folders that are there by their names are no part of the pattern, whatever characters they have. */
export function matching(path: string): string[] {
  const parts = path.split(sep);
  let fixed = parts.length - 1;
  while (fixed > 1 && !statsOf(parts.slice(0, fixed).join(sep))?.isDirectory()) fixed--;
  const folder = parts.slice(0, fixed).join(sep) + sep;
  // Spark's globs know no parentheses and no leading exclamation mark
  const pattern = parts.slice(fixed).join('/').replace(/[()]/g, '\\$&').replace(/^!/, '\\!');
  const named = parts.at(-1)!.startsWith('_');
  return globSync(pattern, { cwd: folder, absolute: true, onlyFiles: false, expandDirectories: false, dot: false, extglob: false })
    .map((match) => resolve(match))
    .filter((match) => named || !isHidden(basename(match)));
}

/** The wanted files of a folder. `above` are the folders on the way to it, so that links that go round end. */
function below(folder: string, accepts: Accepts, above: readonly string[] = []): ListedFile[] {
  const real = realpathSync(folder);
  if (above.includes(real)) return [];
  return readdirSync(folder)
    .filter((name) => !isHidden(name))
    .flatMap((name) => {
      const path = join(folder, name);
      const stats = statsOf(path);
      if (stats === undefined) return []; // a link to nowhere
      return stats.isDirectory() ? below(path, accepts, [...above, real]) : stats.isFile() && accepts(name) ? [listed(path, stats)] : [];
    });
}

const isHidden = (name: string): boolean => name.startsWith('.') || name.startsWith('_');

/** Undefined where there is no such file, nor can be. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (['ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

const listed = (path: string, stats: Stats): ListedFile => ({ path, bytes: stats.size });
