import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inProject, root } from '../bootstrap/project.js';

const cache = inProject('node_modules/.cache/kindling');

/** Runs ESLint and prettier's check at the same time, and fails if one of them does. Arguments are files for both. */
export async function lint(args) {
  const files = args.length ? args : ['.'];
  const codes = await Promise.all([
    run('node_modules/eslint/bin/eslint.js', ['--config', 'spec/house/eslint.config.js', '--max-warnings', '0', ...files]),
    run('node_modules/prettier/bin/prettier.cjs', [
      '--check',
      '--log-level',
      'warn',
      '--cache',
      '--cache-location',
      `${cache}/prettier`,
      ...files,
    ]),
  ]);
  process.exitCode = codes.find((code) => code !== 0) ?? 0;
}

async function run(program, args) {
  const child = spawn(process.execPath, [inProject(program), ...args], { cwd: root, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
