import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from './project-files.js';
import { blockFaults, codeBlocks } from './readme.js';

const fence = '```';
const page = (info: string, code: string, text?: string): string =>
  `# Page\n\n${fence}${info}\n${code}\n${fence}\n${text === undefined ? '' : `\n${fence}text\n${text}\n${fence}\n`}`;

describe('the code of README.md', () => {
  it('compiles and runs as printed', async () => {
    const blocks = codeBlocks(readFileSync(join(root, 'README.md'), 'utf8'));
    expect(await blockFaults('README.md', blocks)).to.deep.equal([]);
  });

  it('is every ts block, with what a text block after it says that it prints', () => {
    const text = `${page('ts run', 'console.log(1);', '1')}${page('ts', 'const x = 1;')}${page('bash', 'npm start')}`;
    expect(codeBlocks(text)).to.deep.equal([
      { line: 3, code: 'console.log(1);\n', run: true, prints: '1\n' },
      { line: 12, code: 'const x = 1;\n', run: false, prints: undefined },
    ]);
  });

  it('is refused where it does not compile, fails, or prints something else', async () => {
    const text = [
      page('ts', `const x: number = 'one';`),
      page('ts run', 'console.log(1 + 1);', '2'),
      page('ts run', 'console.log(1 + 1);', '3'),
      page('ts run', `throw new RangeError('no');`),
    ];
    const [first, second, third, ...more] = await blockFaults('PAGE', codeBlocks(text.join('')));
    expect(first).to.equal(`PAGE:3: Type 'string' is not assignable to type 'number'.`);
    expect(second).to.equal('PAGE:17: it must print\n3\ngot\n2');
    expect(third).to.match(/^PAGE:26: it fails: [\s\S]*RangeError: no/);
    expect(more).to.deep.equal([]);
  });
});
