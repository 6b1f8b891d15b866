import { expect } from 'chai';
import { projectFiles } from './project-files.js';
import { wordFaults } from './words.js';

const isText = (path: string): boolean => /\.(ts|js|cjs|mjs|json|md|py|sh|ya?ml|svg|ipynb)$|(^|\/)(run|\.[a-z]+)$/.test(path);
const planted = (line: string): string[] => wordFaults([{ path: 'a.ts', text: `first line\n${line}\n` }]);

describe('words', () => {
  it('leave nothing for later, nothing silenced, and no machine named', () => {
    expect(wordFaults(projectFiles(['.'], isText))).to.deep.equal([]);
  });

  it('are found where they are planted', () => {
    expect(planted(`// ${'TO'}DO: later`)).to.deep.equal([`a.ts:2: '${'TO'}DO': do it, or say in the issue that it is not done`]);
    expect(planted(`// @ts-${'ignore'}`)).to.have.length(1);
    expect(planted(`it.${'only'}('…', () => {})`)).to.have.length(1);
    expect(planted(`const dir = '/${'work'}/shared'`)).to.have.length(1);
    expect(planted(`const dir = '${process.cwd()}/data'`)).not.to.have.length(0);
    expect(planted(`"${'resolved'}": "https://mirror.example/a.tgz"`)).to.have.length(1);
  });

  it('that only look alike are let through', () => {
    const line = 'see https://example.org/work/index.html, todos, ../work/data';
    expect(planted(line)).to.deep.equal([]);
  });
});
