import { existsSync, mkdirSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ExecutionError } from '#lib/errors.js';

/**
 * Makes a folder and those above it; one that is there is fine. Throws an ExecutionError that names the folder where it cannot be.
 * Node's own `recursive` never returns where a folder takes no entries, as /proc.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await make(resolve(folder));
  } catch (error) {
    throw notMade(folder, error);
  }
}

/** Makes a folder and those above it as `makeFolder` does, at once, with these rights. */
export function makeFolderSync(folder: string, mode: number): void {
  const missing: string[] = [];
  for (let path = resolve(folder); !existsSync(path); path = dirname(path)) missing.unshift(path);
  try {
    for (const path of missing) mkdirSync(path, { mode });
  } catch (error) {
    throw notMade(folder, error);
  }
}

function notMade(folder: string, error: unknown): ExecutionError {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'a file is in its place' : message;
  return new ExecutionError(
    'FAILED_WRITE_FILE',
    `'${folder}' must be a folder that can be made and written; ${why}. Give another path, or make room there.`,
    { cause: error, sqlState: '58030' },
  );
}

async function make(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await isFolder(folder))) return;
    if (code !== 'ENOENT' || dirname(folder) === folder || (await isFolder(dirname(folder)))) throw error;
    await make(dirname(folder));
    await mkdir(folder);
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  return found?.isDirectory() ?? false;
}
