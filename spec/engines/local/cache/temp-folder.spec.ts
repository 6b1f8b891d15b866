import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { TempFolder } from '#lib/engines/local/cache/temp-folder.js';

describe('TempFolder', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'spec-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  const module = new URL('../../../../lib/engines/local/cache/temp-folder.js', import.meta.url).href;
  const program = (rest: string) => [
    '--input-type=module',
    '-e',
    `import { TempFolder } from '${module}'; const folder = new TempFolder('${root}'); folder.file('arrow'); ${rest}`,
  ];

  it('is made with its first file and goes with remove', () => {
    const folder = new TempFolder(root);
    expect(existsSync(folder.path)).to.equal(false);
    expect([folder.file('arrow'), folder.file('arrow')]).to.deep.equal([join(folder.path, '0.arrow'), join(folder.path, '1.arrow')]);
    expect(existsSync(folder.path)).to.equal(true);
    folder.remove();
    expect(readdirSync(root)).to.deep.equal([]);
  });

  it('goes when the process ends, whether it returns or throws', () => {
    expect(spawnSync(process.execPath, program('')).status).to.equal(0);
    expect(spawnSync(process.execPath, program('throw new Error("no");')).status).to.equal(1);
    expect(readdirSync(root)).to.deep.equal([]);
  });

  it('goes with Ctrl-C, which still ends the process', async () => {
    const child = spawn(process.execPath, program('console.log("ready"); setInterval(() => {}, 1000);'));
    await new Promise((ready) => child.stdout.once('data', ready));
    expect(readdirSync(root)).to.have.length(1);
    child.kill('SIGINT');
    const signal = await new Promise((ended) => child.once('exit', (_, how) => ended(how)));
    expect([signal, readdirSync(root)]).to.deep.equal(['SIGINT', []]);
  });

  it('is swept where its process is no more and another has got its id, this one or one that runs', () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const host = new TempFolder(root).path.split('-').at(-2)!;
    for (const pid of [process.pid, child.pid!]) {
      const old = join(root, `kindling-${pid}-${host}-00000000`);
      mkdirSync(old);
      utimesSync(old, 1e9, 1e9);
      mkdirSync(join(root, `kindling-${pid}-${host}-11111111`));
    }
    const folder = new TempFolder(root);
    folder.file('arrow');
    folder.remove();
    child.kill();
    expect(readdirSync(root).map((name) => name.slice(-8))).to.deep.equal(['11111111', '11111111']);
  });

  it('is refused by its name where it cannot be made, below /proc too', () => {
    expect(() => new TempFolder('/proc/nowhere/deep').file('arrow')).to.throw('must be a folder that can be made and written');
  });

  it('is swept by the next process where its own was killed', () => {
    spawnSync(process.execPath, program('process.kill(process.pid, "SIGKILL");'));
    expect(readdirSync(root)).to.have.length(1);
    const folder = new TempFolder(root);
    folder.file('arrow');
    expect(readdirSync(root)).to.deep.equal([folder.path.slice(root.length + 1)]);
    folder.remove();
  });
});
