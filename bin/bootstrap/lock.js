import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs work while no other process does it in this checkout; waits for one that does, and takes over from one that died. */
export async function withLock(path, signal, work) {
  await mkdir(dirname(path), { recursive: true });
  let waited = false;
  while (!(await take(path))) {
    if (!(await holderLives(path))) await rm(path, { force: true });
    else {
      if (!waited) console.error('kindling: waiting for another set-up of this folder to end');
      waited = true;
      await sleep(200, undefined, { signal });
    }
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path) {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

async function holderLives(path) {
  try {
    const pid = Number(await readFile(path, 'utf8'));
    if (pid) return isAlive(pid);
    return Date.now() - (await stat(path)).mtimeMs < 5000; // created, and its pid not written yet
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Whether there is a process of that id. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM'; // it lives, and is somebody else's
  }
}
