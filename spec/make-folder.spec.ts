import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ExecutionError } from '#lib/errors.js';
import { makeFolder } from '#lib/make-folder.js';

describe('makeFolder', () => {
  let root: string;
  beforeEach(async () => (root = await mkdtemp(join(tmpdir(), 'make-folder-'))));
  afterEach(() => rm(root, { recursive: true }));

  const failure = (path: string): Promise<unknown> =>
    makeFolder(path).then(
      () => undefined,
      (error: unknown) => error,
    );

  it('makes the folders above too, and takes one that is there', async () => {
    await makeFolder(join(root, 'a/b/c'));
    await makeFolder(join(root, 'a/b/c'));
    expect(existsSync(join(root, 'a/b/c'))).to.equal(true);
  });

  it('says that a file is in its place, or above it', async () => {
    const file = join(root, 'file');
    await writeFile(file, '');
    for (const path of [file, join(file, 'below'), join(file, 'far/below')]) {
      const error = await failure(path);
      expect(error).to.be.instanceOf(ExecutionError);
      expect((error as Error).message)
        .to.contain(`'${path}' must be a folder`)
        .and.contain('a file is in its place');
    }
  });

  if (existsSync('/proc/self')) {
    it('ends where a folder takes no entries', async () => {
      expect(await failure('/proc/none/of/these')).to.be.instanceOf(ExecutionError);
    });
  }
});
