import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inProject } from '../project.js';
import { bindingFile, libraryFolder } from './place.js';

const stamp = inProject('node_modules/.cache/kindling/tensorflow.json');

/** Whether TensorFlow worked when it was last tried, and nothing that it needs has changed since. Loading it would take a second. */
export function tensorFlowIsReady() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === facts();
}

export function rememberThatItWorks() {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, facts());
}

/** The Node that loads it, and each file with its size and time; a link to a library that is gone counts as a change. */
function facts() {
  const libraries = existsSync(libraryFolder) ? readdirSync(libraryFolder).map((name) => join(libraryFolder, name)) : [];
  const files = [bindingFile, ...libraries].map((path) => {
    const file = statSync(path, { throwIfNoEntry: false });
    return [path, file?.size, file?.mtimeMs];
  });
  return JSON.stringify({ node: process.version, arch: process.arch, files });
}
