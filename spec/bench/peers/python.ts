import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atExit } from '../at-exit.js';
import { say } from '../bench.js';
import { runCommand } from '../run-command.js';

/** A Python script of this folder. */
export const script = (name: string): string => fileURLToPath(new URL(`../../../../spec/bench/peers/${name}`, import.meta.url));

let ready: Promise<string> | undefined;

/** The Python of the peers' own environment, which is made on first use; a user has one for each list of packages. */
export const peerPython = (): Promise<string> => (ready ??= prepare());

async function prepare(): Promise<string> {
  const requirements = script('requirements.txt');
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'kindling');
  const folder = join(cache, `bench-venv-${hash}`);
  if (!existsSync(folder)) await install(requirements, folder, cache);
  return join(folder, 'bin', 'python');
}

/** Makes the environment under another name first, so that what has the right name is whole. */
async function install(requirements: string, folder: string, cache: string): Promise<void> {
  say(`Installing the peers' Python packages into ${folder}, once (about 1 GB) …`);
  await mkdir(cache, { recursive: true });
  const partial = await mkdtemp(`${folder}.`);
  const remove = () => rmSync(partial, { recursive: true, force: true });
  const forget = atExit(remove);
  try {
    await runCommand('python3', ['-m', 'venv', partial]);
    await runCommand(join(partial, 'bin', 'python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '-r',
      requirements,
    ]);
    await rename(partial, folder);
  } catch (cause) {
    remove();
    // Another run may have been quicker; its environment is as good.
    if (!existsSync(folder))
      throw new Error(
        `The peers need python3 (3.11 or newer) with venv and pip, and the packages of spec/bench/peers/requirements.txt: ${(cause as Error).message}`,
        { cause },
      );
  } finally {
    forget();
  }
}
