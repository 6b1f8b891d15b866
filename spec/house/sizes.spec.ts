import { expect } from 'chai';
import { isTypeScript, projectFiles } from './project-files.js';
import { nameFaults, sizeFaults } from './sizes.js';

const lines = (path: string, count: number): { path: string; text: string } => ({ path, text: 'x\n'.repeat(count) });

describe('files', () => {
  const files = projectFiles(['lib', 'spec', 'examples', 'bin'], (path) => isTypeScript(path) || path.endsWith('.js'));

  it('are short', () => {
    expect(sizeFaults(files)).to.deep.equal([]);
  });

  it('are refused from line 401 on, but for the facade and generated code', () => {
    expect(
      sizeFaults([lines('lib/a.ts', 400), lines('lib/frame/data-frame.ts', 900), lines('lib/engines/spark/gen/a.ts', 5000)]),
    ).to.deep.equal([]);
    expect(sizeFaults([lines('lib/a.ts', 401)])).to.deep.equal(['lib/a.ts must have at most 400 lines; got 401: split it by idea']);
    expect(sizeFaults([lines('lib/frame/data-frame.ts', 901)])).to.have.length(1);
  });

  it('have names that say what is in them', () => {
    expect(nameFaults(files)).to.deep.equal([]);
    expect(nameFaults([lines('lib/utils.ts', 1), lines('lib/DataFrame.ts', 1), lines('lib/a/hash-join.worker.ts', 1)])).to.deep.equal([
      'lib/utils.ts: name the idea',
      'lib/DataFrame.ts must be in kebab-case',
    ]);
  });
});
