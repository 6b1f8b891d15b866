import { expect } from 'chai';
import { layerFaults } from './layers.js';
import { libFiles } from './project-files.js';

const planted = (path: string, text: string): string[] => layerFaults([{ path, text }]);

describe('imports', () => {
  it('point one way', () => {
    expect(layerFaults(libFiles())).to.deep.equal([]);
  });

  it('are refused where a lower room imports a higher one, even on first use', () => {
    expect(planted('lib/plan/a.ts', `import { DataFrame } from '#lib/frame/data-frame.js';`)).to.deep.equal([
      `lib/plan/a.ts: plan must not import frame ('#lib/frame/data-frame.js')`,
    ]);
    expect(planted('lib/ml/a.ts', `const nn = () => import('#lib/nn/a.js');`)).to.have.length(1);
    expect(planted('lib/column/a.ts', `export * from '#lib/frame/index.js';`)).to.have.length(1);
    expect(planted('lib/ml/a.ts', `type Row = import('#lib/nn/a.js').Row;`)).to.have.length(1);
  });

  it('name an engine from frame by its type alone', () => {
    expect(planted('lib/frame/a.ts', `import type { Engine } from '#lib/engines/engine.js';`)).to.deep.equal([]);
    expect(planted('lib/frame/a.ts', `import { type Engine } from '#lib/engines/engine.js';`)).to.deep.equal([
      `lib/frame/a.ts: frame must not import engines/engine ('#lib/engines/engine.js'); only 'import type' may`,
    ]);
    expect(planted('lib/frame/a.ts', `import type { Local } from '#lib/engines/local/local-engine.js';`)).to.have.length(1);
    expect(planted('lib/session/a.ts', `import { Local } from '#lib/engines/local/local-engine.js';`)).to.deep.equal([]);
    expect(planted('lib/engines/local/a.ts', `import { frame } from '#lib/engines/spark/a.js';`)).to.have.length(1);
  });

  it('reach the whole package from ml on first use only', () => {
    expect(planted('lib/ml/a.ts', `const all = () => import('#lib/index.js');`)).to.deep.equal([]);
    expect(planted('lib/ml/a.ts', `import * as all from '#lib/index.js';`)).to.deep.equal([
      `lib/ml/a.ts: ml must not import index ('#lib/index.js'); only 'import()' may`,
    ]);
  });

  it('cross rooms by #lib, never by a relative path', () => {
    expect(planted('lib/plan/a.ts', `import { fail } from '../errors.js';`)).to.deep.equal([
      `lib/plan/a.ts: '../errors.js' leaves the room: import it as '#lib/errors.js'`,
    ]);
    expect(planted('lib/plan/optimize/a.ts', `import { walk } from '../walk.js';`)).to.deep.equal([]);
  });

  it('of a room without a rule are refused', () => {
    expect(planted('lib/misc/a.ts', '')).to.deep.equal([`lib/misc/a.ts: the room 'misc' has no line in spec/house/layers.ts`]);
    expect(planted('lib/index.ts', `export * from './ml/index.js';`)).to.deep.equal([]);
  });
});
