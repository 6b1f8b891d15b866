import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { root } from './project-files.js';

const compilerOptions = {
  ...{ target: 'es2023', lib: ['es5'], module: 'nodenext', types: [], rootDir: '.', outDir: 'dist' }, // little to read, so quick
  ...{ incremental: true, noEmitOnError: true, declaration: true, sourceMap: true },
};

/** A project of two sources, with our bin and packages. */
function smallProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-bootstrap-'));
  for (const path of ['bin', 'package.json', 'package-lock.json']) cpSync(join(root, path), join(folder, path), { recursive: true });
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['lib'] }));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'lib'));
  writeFileSync(join(folder, 'lib/one.ts'), 'export const one = 1;\n');
  writeFileSync(join(folder, 'lib/two.ts'), 'export const two = 2;\n');
  return folder;
}

describe('the bootstrap', () => {
  let project: string;
  const run = (...args: string[]): { code: number | null; stdout: string; stderr: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/run.js', ...args], { cwd: project, encoding: 'utf8' });
    return { code: status, stdout, stderr };
  };
  const inDist = (name: string): string => join(project, 'dist/lib', name);
  beforeEach(() => (project = smallProject()));
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  it('compiles, and is silent when there is nothing to do', () => {
    expect(run('build').code).to.equal(0);
    expect(existsSync(inDist('two.js'))).to.equal(true);
    expect(run('build')).to.deep.equal({ code: 0, stdout: '', stderr: '' });
  });

  it('compiles what changed, removes from dist what has lost its source, and writes what dist has lost', () => {
    run('build');
    writeFileSync(join(project, 'lib/one.ts'), 'export const one = 11;\n');
    rmSync(join(project, 'lib/two.ts'));
    run('build');
    expect(readdirSync(inDist('.')).sort()).to.deep.equal(['one.d.ts', 'one.js', 'one.js.map']);
    expect(readFileSync(inDist('one.js'), 'utf8')).to.contain('one = 11');
    rmSync(inDist('one.js'));
    run('build');
    expect(existsSync(inDist('one.js'))).to.equal(true);
  });

  it('says what does not compile, again and again until it is mended, and keeps the last build whole', () => {
    run('build');
    writeFileSync(join(project, 'lib/one.ts'), `export const one: number = 'one';\n`);
    rmSync(join(project, 'lib/two.ts'));
    for (const attempt of [1, 2]) {
      const { code, stderr } = run('build');
      expect(code, `attempt ${attempt}`).to.equal(1);
      expect(stderr).to.contain(`lib/one.ts(1,14): error TS2322: Type 'string' is not assignable to type 'number'.`);
    }
    expect(existsSync(inDist('one.js')) && existsSync(inDist('two.js'))).to.equal(true);
  });

  it('says in one line what a script needs and this checkout lacks', () => {
    expect(run('misspelt').stderr).to.match(/^kindling: The script must be one of start, test, .*; got misspelt\n$/);
    run('build');
    const { code, stderr } = run('bench');
    expect(code).to.equal(1);
    expect(stderr).to.match(/There is no dist\/spec\/bench\/run\.js: .* which this checkout does not have\n$/);
  });

  it('runs once at a time, and takes over from a process that died', async () => {
    mkdirSync(join(project, '.cache'));
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(project, '.cache/bootstrap.lock'), String(dead));
    expect(run('build').code).to.equal(0);
    expect(readdirSync(join(project, '.cache'))).to.deep.equal([]);

    rmSync(join(project, 'dist'), { recursive: true });
    writeFileSync(join(project, '.cache/bootstrap.lock'), String(process.pid));
    const waiting = spawn(process.execPath, ['bin/run.js', 'build'], { cwd: project, stdio: ['ignore', 'ignore', 'pipe'] });
    const [said] = (await once(waiting.stderr, 'data')) as [Buffer];
    expect(String(said)).to.contain('waiting for another set-up');
    expect(existsSync(join(project, 'dist'))).to.equal(false);
    rmSync(join(project, '.cache/bootstrap.lock'));
    expect((await once(waiting, 'exit'))[0]).to.equal(0);
    expect(existsSync(inDist('one.js'))).to.equal(true);
  });

  it('ends by Ctrl-C with no lock left, and does the work the next time', async () => {
    const build = spawn(process.execPath, ['bin/run.js', 'build'], { cwd: project, stdio: 'ignore' });
    while (!existsSync(join(project, '.cache/bootstrap.lock'))) await setTimeout(5);
    build.kill('SIGINT');
    expect((await once(build, 'exit'))[0]).to.equal(130);
    expect(readdirSync(join(project, '.cache'))).to.deep.equal([]);
    expect(run('build').code).to.equal(0);
    expect(existsSync(inDist('one.js'))).to.equal(true);
  });
});
