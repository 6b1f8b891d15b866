import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processStart } from '#lib/engines/local/cache/process-start.js';
import { type Amounts, drawInsects } from './draw-insects.js';

/** What the default of the example runs on. */
export interface Insects {
  /** A folder with train/{ants,bees}/*.jpg and val/{ants,bees}/*.jpg. */
  readonly images: string;
  /** The backbone, an ONNX file that takes pictures [N, 3, 64, 64] of (value - 127) / 128. */
  readonly model: string;
  /** The tensor of it that is the embedding. */
  readonly outputTensor: string;
}

/** Goes up whenever other pictures would be drawn, so that old ones are not taken for them. */
const edition = 1;
const seed = 7;

/**
 * The drawn insects in `directory`, which is made on the first call: 120 ants and 120 bees to train on, 75 of each to validate.
 * The folder appears when it is whole, so a call that was stopped, or two at once, leave nothing half-done. What a killed process
 * left beside it is removed.
 */
export async function ensureInsects(directory: string, amounts: Amounts = { train: 120, val: 75 }): Promise<Insects> {
  const images = resolve(directory);
  const content = JSON.stringify({ edition, seed, ...amounts });
  await sweep(images);
  if (!(await isWhole(images, content))) await drawAside(images, amounts, content);
  return { images, model: fileURLToPath(new URL('../../../examples/insects/backbone.onnx', import.meta.url)), outputTensor: 'embedding' };
}

const stamp = 'insects.json';

/** A folder beside `images` whose name says whose it is. */
const besides = (images: string): string => `${images}.${process.pid}.${randomUUID()}`;

/** Removes the folders beside `images` of processes that are no more. Process ids are given again: an older folder was another's. */
async function sweep(images: string): Promise<void> {
  const parent = dirname(images);
  const names = await readdir(parent).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    const pid = name.startsWith(`${basename(images)}.`) ? LEFT_OVER.exec(name)?.[1] : undefined;
    if (pid === undefined) continue;
    const start = processStart(Number(pid));
    const used = await stat(join(parent, name)).catch(() => undefined); // its process may remove it now
    if (used === undefined) continue;
    if (start === undefined || used.mtimeMs < start - CLOCKS_DIFFER) await rm(join(parent, name), { recursive: true, force: true });
  }
}

const LEFT_OVER = /\.(\d+)\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Milliseconds by which the clocks of files and processes may differ. */
const CLOCKS_DIFFER = 5000;

/** Whether a folder has the pictures that `content` describes; it lies beside them, written last. */
async function isWhole(images: string, content: string): Promise<boolean> {
  const text = await readFile(join(images, stamp), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === content;
}

/** Draws into a folder beside `images` and gives it the name when it is done. */
async function drawAside(images: string, amounts: Amounts, content: string): Promise<void> {
  const aside = besides(images);
  const removeAside = (): void => rmSync(aside, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', removeAside);
  try {
    await mkdir(dirname(images), { recursive: true });
    await drawInsects(aside, amounts, seed);
    await writeFile(join(aside, stamp), content);
    await moveTo(aside, images, content);
  } finally {
    await rm(aside, { recursive: true, force: true });
    process.off('exit', removeAside);
  }
}

async function moveTo(aside: string, images: string, content: string): Promise<void> {
  try {
    await rename(aside, images);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOTDIR') throw error;
    if (await isWhole(images, content)) return; // somebody else was quicker, with the same pictures
    await replaceOld(aside, images);
  }
}

/** Pictures of an older edition make way; a folder that we did not draw is never removed. */
async function replaceOld(aside: string, images: string): Promise<void> {
  if (!(await readdir(images)).includes(stamp)) {
    throw new Error(
      `The folder for the drawn insects must be new, empty or drawn by this example; ${images} holds something else. Name another folder.`,
    );
  }
  const old = besides(images);
  await rename(images, old);
  await rename(aside, images);
  await rm(old, { recursive: true });
}
