import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inProject, root } from '../bootstrap/project.js';

const cache = inProject('node_modules/.cache/kindling/prettier');

/**
 * Runs ESLint and prettier's check at the same time, and fails if one of them does. Arguments are files for both; with
 * `--fix` both mend what they can, one after the other.
 */
export async function lint(args) {
  const fix = args.includes('--fix');
  const files = args.filter((arg) => arg !== '--fix');
  if (files.length === 0) files.push('.');
  const eslint = () =>
    run(
      'node_modules/eslint/bin/eslint.js',
      '--config',
      'spec/house/eslint.config.js',
      '--max-warnings=0',
      ...(fix ? ['--fix'] : []),
      ...files,
    );
  const prettier = () =>
    run(
      'node_modules/prettier/bin/prettier.cjs',
      fix ? '--write' : '--check',
      '--log-level=warn',
      '--cache',
      `--cache-location=${cache}`,
      ...files,
    );
  const codes = fix ? [await eslint(), await prettier()] : await Promise.all([eslint(), prettier()]);
  process.exitCode = codes.find((code) => code !== 0) ?? 0;
}

async function run(program, ...args) {
  const child = spawn(process.execPath, [inProject(program), ...args], { cwd: root, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
