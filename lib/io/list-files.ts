import { readdirSync, statSync, type Stats } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { AnalysisError } from '#lib/errors.js';

/** A file to be read. */
export interface ListedFile { readonly path: string; readonly bytes: number }

/**
 * The files of paths, globs (`DIR/train/*` + `/*.jpg`), folders (all files below them) and file URLs, each once, in the order
 * of their paths. `accepts` says by its name whether a file that was not named itself is wanted. Names that begin with `.` or
 * `_` are passed over, as Spark does. Throws PATH_NOT_FOUND where there are none; `what` says what was looked for.
 */
export function listFiles(paths: readonly string[], accepts: (name: string) => boolean, what: string): ListedFile[] {
  const found = new Map<string, ListedFile>();
  for (const given of paths) {
    const path = resolve(given.startsWith('file:') ? fileURLToPath(given) : given);
    const stats = statSync(path, { throwIfNoEntry: false });
    for (const file of stats === undefined ? matching(path) : stats.isDirectory() ? below(path, accepts) : [listed(path, stats)]) found.set(file.path, file);
  }
  if (found.size === 0) throw new AnalysisError('PATH_NOT_FOUND', `No ${what} at '${paths.join("', '")}'. Name a file, a folder or a glob such as DIR/*/*.jpg.`, { sqlState: '42K03' });
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function matching(pattern: string): ListedFile[] {
  return globSync(pattern, { absolute: true, onlyFiles: true, expandDirectories: false, dot: false }).flatMap((path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? [] : [listed(path, stats)];
  });
}

function below(folder: string, accepts: (name: string) => boolean): ListedFile[] {
  return readdirSync(folder).filter((name) => !name.startsWith('.') && !name.startsWith('_')).flatMap((name) => {
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return []; // a link to nowhere
    return stats.isDirectory() ? below(path, accepts) : accepts(name) ? [listed(path, stats)] : [];
  });
}

const listed = (path: string, stats: Stats): ListedFile => ({ path, bytes: stats.size });
