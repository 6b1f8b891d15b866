import { expect } from 'chai';
import { libFiles } from './project-files.js';
import { topLevelAwaits } from './top-level-await.js';

const planted = (text: string): string[] => topLevelAwaits([{ path: 'lib/a.ts', text }]);

describe('modules of the package', () => {
  it('load without waiting', () => {
    expect(topLevelAwaits(libFiles())).to.deep.equal([]);
  });

  it('are refused where they wait at the top', () => {
    expect(planted(`const x = 1;\nconst tf = await import('tf');`)).to.deep.equal(['lib/a.ts:2: await at the top of a module']);
    expect(planted('if (x) { for await (const y of z) {} }')).to.have.length(1);
    expect(planted('await using pool = open();')).to.have.length(1);
    expect(planted('class A { static x = [await y]; }')).to.have.length(1);
  });

  it('may wait inside functions', () => {
    expect(planted('const f = async () => { await g(); for await (const y of z) {} }; class A { async m() { await g(); } }')).to.deep.equal(
      [],
    );
  });
});
