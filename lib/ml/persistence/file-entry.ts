import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { METADATA_FILE } from './metadata.js';
import { invalidSavedStage } from './saved-stage-error.js';

/** A data file of a saved stage. `path` is relative to the folder, with `/`. */
export interface FileEntry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The data files under a folder. A folder with metadata of its own is a stage of its own, and left out. */
export async function listFiles(dir: string, below = ''): Promise<FileEntry[]> {
  const entries = await readdir(join(dir, below), { withFileTypes: true });
  if (below !== '' && entries.some((e) => e.name === METADATA_FILE)) return [];
  const files: FileEntry[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = posix.join(below, entry.name);
    if (entry.isDirectory()) files.push(...(await listFiles(dir, path)));
    else if (path !== METADATA_FILE)
      files.push({ path, bytes: (await lstat(join(dir, path))).size, sha256: await sha256(join(dir, path)) });
  }
  return files;
}

/** Throws unless every file is inside the folder, there, whole and unchanged. */
export async function checkFiles(dir: string, files: readonly FileEntry[]): Promise<void> {
  for (const file of files) {
    checkInside(dir, file.path);
    const found = await lstat(join(dir, file.path)).catch(() => undefined);
    if (found === undefined) throw invalidSavedStage(dir, `its data file '${file.path}' is missing`);
    if (!found.isFile()) throw invalidSavedStage(dir, `its data file '${file.path}' must be a plain file`);
    if (found.size !== file.bytes)
      throw invalidSavedStage(dir, `its data file '${file.path}' must have ${file.bytes} bytes; it has ${found.size}`);
    if ((await sha256(join(dir, file.path))) !== file.sha256)
      throw invalidSavedStage(dir, `its data file '${file.path}' was changed after it was saved`);
  }
}

/** Paths in metadata come from outside: none may leave the folder. */
function checkInside(dir: string, path: unknown): void {
  const inside =
    typeof path === 'string' &&
    path !== '' &&
    !/[\\\0:]/.test(path) &&
    !posix.isAbsolute(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  if (!inside) throw invalidSavedStage(dir, `a data file must be inside the folder; got '${String(path)}'`);
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
