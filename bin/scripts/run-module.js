import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inProject, root } from '../bootstrap/project.js';
import { SetupError } from '../bootstrap/setup-error.js';

/**
 * Runs a program of JavaScript in this process, as `node PATH ARGS…` would: signals, memory and the exit code are its own.
 * `purpose` explains a file that is not there.
 */
export async function runModule(path, args, purpose = 'It is part of the packages') {
  const file = inProject(path);
  if (!existsSync(file)) throw new SetupError(`There is no ${path}: ${purpose}, which this checkout does not have`);
  process.chdir(root);
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
}
