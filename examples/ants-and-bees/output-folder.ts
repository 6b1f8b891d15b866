import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Makes the folder that results go to, before any work is done for them. */
export async function makeOutputFolder(dir: string): Promise<void> {
  try {
    let there = resolve(dir);
    while (!existsSync(there)) there = dirname(there);
    await rm(await mkdtemp(join(there, '.writable-')), { recursive: true }); // asked first: `recursive` never returns from a mkdir below /proc
    await mkdir(dir, { recursive: true });
  } catch (error) {
    throw new Error(`--out must be a folder that can be made and written; got '${dir}' (${reason(error)}). Give another folder.`, {
      cause: error,
    });
  }
}

/** Writes a file whole or not at all. */
export async function writeWhole(file: string, data: string | Uint8Array): Promise<void> {
  const fresh = `${file}.new`;
  try {
    await writeFile(fresh, data);
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw new Error(
      `'${file}' must be a file that can be written, with space for ${data.length} bytes (${reason(error)}). Make room, or give another --out.`,
      { cause: error },
    );
  }
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOTDIR' ? 'a file is in its place' : message;
}
