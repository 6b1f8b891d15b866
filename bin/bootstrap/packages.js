import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { inProject, root } from './project.js';
import { step } from './progress.js';
import { runTool } from './tool.js';

/**
 * Whether node_modules holds every package of package-lock.json in its version. npm writes `node_modules/.package-lock.json`
 * last, so an installation that was broken off counts as none. A node_modules that is a link belongs to someone else's
 * checkout and is taken as it is.
 */
export function packagesAreInstalled() {
  const folder = lstatSync(inProject('node_modules'), { throwIfNoEntry: false });
  if (folder?.isSymbolicLink()) return true;
  if (!existsSync(inProject('node_modules/.package-lock.json'))) return false;
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || (present[path] ? present[path].version === version : optional === true),
  );
}

/** Installs exactly what package-lock.json says, the development packages included whatever NODE_ENV is. */
export async function installPackages(signal) {
  const npm = /npm-cli\.js$/.test(process.env.npm_execpath ?? '') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command, ...before] = npm;
  await step('installing packages (npm ci)', () =>
    runTool(command, [...before, 'ci', '--include=dev', '--include=optional', '--ignore-scripts', '--no-progress'], {
      signal,
      cwd: root,
      failure: "The packages could not be installed: 'npm ci' failed",
      missing: 'npm was not found: install Node.js with npm, then run the command again',
    }),
  );
}

const packagesOf = (lock) => JSON.parse(readFileSync(inProject(lock), 'utf8')).packages;
