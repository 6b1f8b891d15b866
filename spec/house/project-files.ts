import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the project: its path from the project's root, with slashes, and its text. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** The project's folder. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Whether a house spec may mend what it finds (`FIX=1 npm test -- spec/house`). */
export const fixing = process.env.FIX === '1';

const notOurs = new Set(['node_modules', '.git', '.cache', 'dist', 'out', 'coverage']);

/** The files below the folders, sorted; what is made or installed is left out. */
export function projectFiles(folders: readonly string[], accepts: (path: string) => boolean): ProjectFile[] {
  return folders
    .flatMap((folder) => pathsUnder(folder))
    .filter((path) => accepts(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

export const isTypeScript = (path: string): boolean => path.endsWith('.ts') && !path.endsWith('.d.ts');

/** Every TypeScript file of the package. */
export const libFiles = (): ProjectFile[] => projectFiles(['lib'], isTypeScript);

export function writeProjectFile(path: string, text: string): void {
  writeFileSync(join(root, path), text);
}

function pathsUnder(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (notOurs.has(entry.name) || path === 'docs/api') return [];
    return entry.isDirectory() ? pathsUnder(path) : [path];
  });
}
