import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ExecutionError } from '#lib/errors.js';
import { makeFolder } from '#lib/make-folder.js';
import { METADATA_FILE } from './metadata.js';

/**
 * Writes a folder whole or not at all: `fill` gets a new folder beside `dir`, which takes the place of `dir` once it is done.
 * What is there already is refused, or with `overwrite` replaced if it is a saved stage or empty.
 */
export async function writeFolder(dir: string, overwrite: boolean, fill: (beside: string) => Promise<void>): Promise<void> {
  await checkTarget(dir, overwrite);
  const beside = (what: string): string => join(dirname(dir), `.${basename(dir)}.${what}-${randomUUID().slice(-12)}`);
  const fresh = beside('new');
  await makeFolder(dirname(dir));
  try {
    await mkdir(fresh);
    await fill(fresh);
    await checkTarget(dir, overwrite); // somebody else may have saved there while we wrote
    await swap(fresh, dir, beside('old'));
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw writeError(error, dir);
  }
}

/** An error of the file system as one that names the folder; any other as it is. */
function writeError(error: unknown, dir: string): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  return new ExecutionError(
    'FAILED_WRITE_FILE',
    `'${dir}' must be a folder that can be written, with space for the stage: ${message}. Nothing there was changed.`,
    { cause: error, sqlState: '58030' },
  );
}

async function swap(fresh: string, dir: string, old: string): Promise<void> {
  const replaced = (await lstat(dir).catch(() => undefined)) !== undefined;
  if (replaced) await rename(dir, old);
  try {
    await rename(fresh, dir);
  } catch (error) {
    if (replaced) await rename(old, dir);
    throw error;
  }
  if (replaced) await rm(old, { recursive: true, force: true });
}

async function checkTarget(dir: string, overwrite: boolean): Promise<void> {
  const found = await lstat(dir).catch(() => undefined);
  if (found === undefined) return;
  const exists = (message: string): never => {
    throw new ExecutionError('PATH_ALREADY_EXISTS', message, { sqlState: '42K04' });
  };
  if (!overwrite) exists(`Path '${dir}' already exists. To replace it: stage.write().overwrite().save(dir)`);
  const names = found.isDirectory() ? await readdir(dir) : undefined;
  if (names === undefined || (names.length > 0 && !names.includes(METADATA_FILE))) {
    exists(`Path '${dir}' is not a saved stage, so overwrite() does not remove it. Remove it, or save elsewhere`);
  }
}
