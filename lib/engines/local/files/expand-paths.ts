import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Paths as DuckDB takes them: file URLs become paths, and a folder stands for the data files below it. Names that begin with `_` or `.` are no data. */
export function expandPaths(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const local = path.startsWith('file:') ? fileURLToPath(path) : path;
    return isFolder(local) ? filesBelow(local) : [local];
  });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('_') && !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() || (entry.isSymbolicLink() && isFolder(path)) ? filesBelow(path) : [path];
    });
}
