import { existsSync, statSync } from 'node:fs';
import { inProject } from '../bootstrap/project.js';

const all = ['dist/spec/**/*.spec.js', '--ignore', 'dist/spec/bench/**'];

/**
 * Mocha's arguments: a folder or file of spec/ stands for its specs in dist (`npm test -- spec/frame`), options pass
 * through, and without a folder or file it is all specs but the benches.
 */
export function specFiles(args) {
  const mapped = args.map((arg) => compiledSpecs(arg) ?? arg);
  return mapped.some((arg, i) => arg !== args[i]) ? mapped : [...all, ...args];
}

function compiledSpecs(arg) {
  const source = arg.replace(/^\.\//, '').replace(/\/$/, '');
  if (!source.startsWith('spec/') || !existsSync(inProject(source))) return undefined;
  if (statSync(inProject(source)).isDirectory()) return `dist/${source}/**/*.spec.js`;
  return source.endsWith('.spec.ts') ? `dist/${source.replace(/\.ts$/, '.js')}` : undefined;
}
