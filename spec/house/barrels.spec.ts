import { expect } from 'chai';
import { barrelReports, completed } from './barrels.js';
import { fixing, libFiles, writeProjectFile } from './project-files.js';

describe('barrels', () => {
  it('export every file of their folder, and do nothing else', () => {
    const files = libFiles();
    const reports = barrelReports(files);
    if (fixing) {
      for (const { path, missing } of reports.filter((report) => report.missing.length > 0)) {
        writeProjectFile(path, completed(files.find((file) => file.path === path)!.text, missing));
      }
    }
    const left = reports.flatMap(({ path, missing, faults }) => [
      ...(fixing ? [] : missing.map((line) => `${path} lacks: ${line}`)),
      ...faults,
    ]);
    expect(left, 'FIX=1 writes the missing lines; what is no part of the API is marked @internal').to.deep.equal([]);
  });

  const barrel = { path: 'lib/ml/index.ts', text: `export * from './b.js';\n` };
  const folder = [
    barrel,
    { path: 'lib/ml/a.ts', text: 'export class A {}\n' },
    { path: 'lib/ml/b.ts', text: `import { kernel } from './kernel.js';\nexport class B {}\n` },
    { path: 'lib/ml/kernel.ts', text: 'export const kernel = 1;\n' },
    { path: 'lib/ml/run.worker.ts', text: 'export const x = 1;\n' },
    { path: 'lib/ml/hidden.ts', text: '/** @internal */\nexport const hidden = 1;\n' },
    { path: 'lib/ml/half.ts', text: '/** @internal */\nexport const hidden = 1;\nexport const open = 2;\n' },
    { path: 'lib/ml/tuning/index.ts', text: '' },
    { path: 'lib/ml/param/int.ts', text: 'export const int = 1;\n' },
  ];

  it('lack a line where a file that nobody imports, or a folder with a barrel, is new', () => {
    const missing = [`export * from './a.js';`, `export * from './half.js';`, `export * from './tuning/index.js';`];
    expect(barrelReports(folder)).to.deep.equal([{ path: 'lib/ml/index.ts', missing, faults: [] }]);
    expect(completed(barrel.text, missing)).to.equal([missing[0], `export * from './b.js';`, missing[1], missing[2], ''].join('\n'));
  });

  it('lack a line where a stage is new, even if another file imports it', () => {
    const user = { path: 'lib/ml/b.ts', text: `import { Trees } from './trees.js';\nexport class B {}\n` };
    const lacks = (text: string): number => barrelReports([barrel, user, { path: 'lib/ml/trees.ts', text }]).length;
    expect(lacks(`export class Trees extends withParams(Estimator, 'Trees', {}) {}`)).to.equal(1);
    expect(lacks(`export abstract class Trees extends withParams(Estimator, 'Trees', {}) {}`)).to.equal(0);
    expect(lacks(`export class Trees extends Map {}`)).to.equal(0);
  });

  it('with anything else in them are refused', () => {
    const [report] = barrelReports([{ path: 'lib/ml/index.ts', text: 'export const x = 1;\n' }]);
    expect(report?.faults).to.deep.equal([`lib/ml/index.ts: a barrel has 'export … from' lines only; got 'export const x = 1;'`]);
  });
});
