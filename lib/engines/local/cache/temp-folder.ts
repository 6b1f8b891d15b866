import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolderSync } from '#lib/make-folder.js';
import { atProcessEnd } from './at-process-end.js';
import { processStart } from './process-start.js';

/** Tells machines apart that share a folder: a process id means something on its own machine only. */
const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const NAME = /^kindling-(\d+)-([0-9a-f]{8})-[0-9a-f]{8}$/;

/**
 * A session's folder for files that do not outlive it: made when the first file is asked for, and removed by `remove`, or
 * when the process ends. What a killed process left is removed when the next one makes its folder.
 */
export class TempFolder {
  readonly path: string;
  readonly #root: string;
  #made = false;
  #files = 0;
  #keep: (() => void) | undefined;

  constructor(root: string = tmpdir()) {
    this.#root = root;
    this.path = join(root, `kindling-${process.pid}-${host}-${randomBytes(4).toString('hex')}`);
  }

  /** The path of a new file. */
  file(extension: string): string {
    if (!this.#made) this.#make();
    return join(this.path, `${this.#files++}.${extension}`);
  }

  /** Deletes the folder, whoever put files there. */
  remove(): void {
    this.#made = false;
    this.#keep?.();
    rmSync(this.path, { recursive: true, force: true });
  }

  #make(): void {
    makeFolderSync(this.path, 0o700);
    sweep(this.#root);
    this.#made = true;
    this.#keep = atProcessEnd(() => this.remove());
  }
}

/** Removes the folders of processes of this machine that are no more. */
export function sweep(root: string): void {
  for (const name of readdirSync(root)) {
    const [, pid, where] = NAME.exec(name) ?? [];
    if (pid === undefined || where !== host) continue;
    const path = join(root, name);
    const used = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (used === undefined) continue; // its process removed it in the meantime
    const start = processStart(Number(pid));
    // Process ids are given again: a folder older than the process of its id was another's.
    if (start === undefined || used < start - CLOCKS_DIFFER) rmSync(path, { recursive: true, force: true });
  }
}

/** Milliseconds by which the clocks of files and processes may differ. */
const CLOCKS_DIFFER = 5000;
