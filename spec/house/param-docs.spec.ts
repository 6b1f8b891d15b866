import { expect } from 'chai';
import { docFaults, mended } from './param-docs.js';
import { fixing, libFiles, writeProjectFile, type ProjectFile } from './project-files.js';

const file = (text: string): ProjectFile => ({ path: 'lib/ml/a.ts', text });
const messages = (text: string): string[] => docFaults(file(text)).map(({ message }) => message);

describe('the docs of params', () => {
  it('are their JSDoc', () => {
    const faulty = libFiles().map((each) => ({ ...each, faults: docFaults(each) }));
    if (fixing) for (const { path, text, faults } of faulty) if (faults.length > 0) writeProjectFile(path, mended(text, faults));
    const left = fixing ? [] : faulty.flatMap(({ faults }) => faults.map(({ message }) => message));
    expect(left, 'FIX=1 writes the JSDoc').to.deep.equal([]);
  });

  it('are compared whatever the kind of param and wherever it is written', () => {
    const good = `
      const seed = { ...int({ doc: 'Seed.' }), defaultFor: hash };
      class A extends withParams(Base, 'A', {
        /** Most iterations to make, in
         *  all. */
        maxIter: int({ doc: 'Most iterations to ' + 'make, in all.', default: 1 }),
        /** Algorithm. */
        solver: choice(['a', 'b'], { doc: 'Algorithm.' }),
        /** Seed. */
        seed,
      }) {}`;
    expect(messages(good)).to.deep.equal([]);
    expect(messages(good.replace('/** Algorithm. */', '/** Solver. */'))).to.deep.equal([
      `lib/ml/a.ts:8: the JSDoc of 'solver' must be its doc 'Algorithm.'; got 'Solver.'`,
    ]);
    expect(messages(good.replace('/** Seed. */', ''))).to.deep.equal([
      `lib/ml/a.ts:10: the JSDoc of 'seed' must be its doc 'Seed.'; got none`,
    ]);
    expect(messages(good.replace(`doc: 'Most`, `doc: 'The most`))).to.have.length(1);
  });

  it('are written where they lack', () => {
    const text = `const a = {\n  x: int({ doc: 'X.' }),\n  /** Old. */\n  y: int({ doc: 'Y.' }),\n};\n`;
    const better = mended(text, docFaults(file(text)));
    expect(better).to.equal(`const a = {\n  /** X. */\n  x: int({ doc: 'X.' }),\n  /** Y. */\n  y: int({ doc: 'Y.' }),\n};\n`);
    expect(messages(better)).to.deep.equal([]);
  });
});
