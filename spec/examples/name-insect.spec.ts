import { execFile } from 'node:child_process';
import { expect } from 'chai';

const run = (...args: string[]): Promise<{ code: number; output: string; errors: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, ['dist/examples/name-insect.js', ...args], (_error, output, errors) =>
      resolve({ code: child.exitCode!, output, errors }),
    );
  });

describe('name-insect', () => {
  it('says in one line that there is no such model', async () => {
    const { code, output, errors } = await run('no/such/model', 'picture.jpg');
    expect([code, output]).to.deep.equal([1, '']);
    expect(errors).to.match(/^\[PATH_NOT_FOUND\] No saved stage at '.*no\/such\/model': there is no such folder\n$/);
  });

  it('says how it is called', async () => {
    expect(await run()).to.deep.equal({ code: 2, output: '', errors: 'usage: node dist/examples/name-insect.js MODEL PICTURE\n' });
  });
});
