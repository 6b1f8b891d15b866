import { expect } from 'chai';
import { heavyDependenciesOf } from './cold-import.js';
import { builtEntries } from './entries.js';

describe('the cold import', () => {
  for (const { name } of builtEntries()) {
    it(`of '${name}' works by require, and loads nothing heavy`, async () => {
      expect(await heavyDependenciesOf(name)).to.deep.equal([]);
    });
  }

  it('of a heavy dependency is seen', async () => {
    expect(await heavyDependenciesOf('sharp')).to.deep.equal(['sharp']);
    expect(await heavyDependenciesOf('onnxruntime-node')).to.deep.equal(['onnxruntime']);
  });
});
