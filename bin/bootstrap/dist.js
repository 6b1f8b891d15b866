import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, root } from './project.js';
import { step } from './progress.js';
import { runTool } from './tool.js';

const sourceFolders = ['lib', 'spec', 'examples'];
const stamp = inProject('dist/.sources');
const compiler = inProject('node_modules/typescript/bin/tsc');

/** Whether dist is what the compiler would write now: same sources as in the last build, and a file for each of them. */
export function distIsFresh() {
  if (!existsSync(stamp)) return false;
  const sources = listSources();
  if (readFileSync(stamp, 'utf8') !== fingerprint(sources)) return false;
  const outputs = new Set(listOutputs());
  return sources.every((path) => outputs.has(outputOf(path)));
}

/** Compiles what changed, and removes from dist what has lost its source. */
export async function buildDist(signal) {
  const sources = listSources();
  const before = fingerprint(sources); // a file that is edited during the build differs from it, and is built next time
  rmSync(stamp, { force: true });
  const outputs = new Set(listOutputs());
  if (!sources.every((path) => outputs.has(outputOf(path)))) rmSync(inProject('dist/tsconfig.tsbuildinfo'), { force: true });
  await step('compiling (tsc)', () =>
    runTool(process.execPath, [compiler, '-p', '.'], { signal, cwd: root, failure: 'The sources do not compile', lines: 200 }),
  );
  removeOrphans(new Set(sources)); // not earlier: what was built last stays whole until there is something newer
  mkdirSync(inProject('dist'), { recursive: true });
  writeFileSync(stamp, before);
}

/** The sources as sorted paths from the project's root. */
function listSources() {
  return sourceFolders.flatMap((folder) => filesUnder(folder, (name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))).sort();
}

function listOutputs() {
  return sourceFolders.flatMap((folder) => filesUnder(join('dist', folder), (name) => name.endsWith('.js')));
}

const outputOf = (source) => join('dist', source.replace(/\.ts$/, '.js'));

function removeOrphans(sources) {
  for (const folder of sourceFolders) {
    for (const path of filesUnder(join('dist', folder), (name) => /\.(js|d\.ts)(\.map)?$/.test(name))) {
      const source = path.slice('dist/'.length).replace(/\.(js|d\.ts)(\.map)?$/, '.ts');
      if (!sources.has(source)) rmSync(inProject(path));
    }
  }
}

function filesUnder(folder, accepts) {
  if (!existsSync(inProject(folder))) return [];
  return readdirSync(inProject(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path, accepts);
    return accepts(entry.name) ? [path] : [];
  });
}

/** Path, size and time of every source and of what decides how they are compiled. */
function fingerprint(sources) {
  const hash = createHash('sha256');
  for (const path of [...sources, 'tsconfig.json', 'package.json', 'node_modules/.package-lock.json']) {
    const file = statSync(inProject(path), { throwIfNoEntry: false });
    hash.update(`${path}\0${file?.size}\0${file?.mtimeMs}\n`);
  }
  return hash.digest('hex');
}
