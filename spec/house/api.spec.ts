import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { publicNames } from './api.js';
import { builtEntries, declaredEntries } from './entries.js';
import { fixing, root } from './project-files.js';

const listFile = join(root, 'spec/house/api.txt');

describe('the public names', () => {
  it('are those of spec/house/api.txt', () => {
    const names = publicNames(builtEntries());
    if (fixing) writeFileSync(listFile, names.map((name) => `${name}\n`).join(''));
    const listed = readFileSync(listFile, 'utf8').split('\n').filter(Boolean);
    const added = names.filter((name) => !listed.includes(name)).map((name) => `new: ${name}`);
    const gone = listed.filter((name) => !names.includes(name)).map((name) => `gone: ${name}`);
    expect([...added, ...gone], 'FIX=1 writes the list; a name that is gone breaks users, so say it in CHANGELOG.md').to.deep.equal([]);
  });

  it('come from entries that are all built', () => {
    const built = builtEntries().map(({ name }) => name);
    const sources = declaredEntries().filter(({ types }) => existsSync(join(root, types.replace('./dist/', '').replace('.d.ts', '.ts'))));
    expect(sources.map(({ name }) => name)).to.deep.equal(built);
  });

  it('are read with what each is', () => {
    const names = publicNames([{ name: 'house', types: './dist/spec/house/entries.d.ts' }]);
    expect(names).to.deep.equal(['house Entry type', 'house builtEntries function', 'house declaredEntries function']);
  });
});
