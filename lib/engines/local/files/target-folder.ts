import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '#lib/make-folder.js';
import { escapeFolder, NULL_FOLDER } from '#lib/io/partition-folders.js';
import { atProcessEnd } from '../cache/at-process-end.js';

/**
 * Makes a folder of files whole or not at all: `make` fills a folder beside the target, which then takes its place or, when
 * appending, gives it its files. After an error, or when the process ends, what was there before is there, and nothing else.
 */
export async function fillFolder<T>(target: string, append: boolean, make: (folder: string) => Promise<T>): Promise<T> {
  const scratch = join(dirname(target), `.${basename(target)}-${randomUUID()}`);
  await makeFolder(dirname(target));
  const forget = atProcessEnd(() => rmSync(scratch, { recursive: true, force: true }));
  try {
    await mkdir(scratch);
    const result = await make(scratch);
    await nameFolders(scratch);
    await writeFile(join(scratch, '_SUCCESS'), '');
    if (append && existsSync(target)) await moveAll(scratch, target);
    else await replace(scratch, target);
    return result;
  } finally {
    await rm(scratch, { recursive: true, force: true });
    forget();
  }
}

/** DuckDB escapes more of a value than Spark does, which would read those as they are. */
async function nameFolders(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const [name = '', ...rest] = entry.name.split('=');
    const value = rest.join('=');
    const named = `${escapeFolder(decodeURIComponent(name))}=${value === NULL_FOLDER ? value : escapeFolder(decodeURIComponent(value))}`;
    if (named !== entry.name) await rename(join(folder, entry.name), join(folder, named));
    await nameFolders(join(folder, named));
  }
}

/** The new folder takes the old one's place; the old one goes only after that. */
async function replace(scratch: string, target: string): Promise<void> {
  if (!existsSync(target)) return rename(scratch, target);
  const old = `${scratch}-old`;
  await rename(target, old);
  try {
    await rename(scratch, target);
  } catch (error) {
    await rename(old, target);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

/** All files, or none: those that were moved go back where one cannot be. */
async function moveAll(from: string, to: string): Promise<void> {
  const moved: [string, string][] = [];
  try {
    await moveInto(from, to, moved);
  } catch (error) {
    for (const [source, place] of moved.reverse()) await rename(place, source);
    throw error;
  }
}

async function moveInto(from: string, to: string, moved: [string, string][]): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, place] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      await mkdir(place, { recursive: true });
      await moveInto(source, place, moved);
    } else if (entry.name !== '_SUCCESS' || !existsSync(place)) {
      await rename(source, place);
      moved.push([source, place]);
    }
  }
}
