import { existsSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { inProject, root } from './project.js';
import { step } from './progress.js';
import { runTool } from './tool.js';

/** npm writes it last, so an installation that was broken off has none. */
const installedLock = 'node_modules/.package-lock.json';

/**
 * Whether node_modules holds every package of package-lock.json in its version. A node_modules that is a link
 * belongs to another checkout and is taken as it is.
 */
export function packagesAreInstalled() {
  const folder = lstatSync(inProject('node_modules'), { throwIfNoEntry: false });
  if (folder?.isSymbolicLink()) return true;
  if (!existsSync(inProject(installedLock))) return false;
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf(installedLock);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || (present[path] ? present[path].version === version : optional === true),
  );
}

/**
 * Installs what package-lock.json says, the development packages included whatever NODE_ENV is. Not by `npm ci`: it refuses
 * a lock without the packages of other platforms, which is what npm writes where a registry lacks one of them.
 */
export async function installPackages(signal) {
  rmSync(inProject(installedLock), { force: true });
  const underNpm = /npm-cli\.js$/.test(process.env.npm_execpath ?? '');
  const [command, ...before] = underNpm ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const options = ['--no-save', '--include=dev', '--include=optional', '--ignore-scripts', '--prefer-offline', '--no-progress'];
  await step('installing packages (npm install)', () =>
    runTool(command, [...before, 'install', ...options], {
      signal,
      cwd: root,
      lines: 40,
      failure: "The packages could not be installed: 'npm install' failed",
      missing: 'npm was not found: install Node.js with npm, then run the command again',
    }),
  );
}

const packagesOf = (lock) => JSON.parse(readFileSync(inProject(lock), 'utf8')).packages;
