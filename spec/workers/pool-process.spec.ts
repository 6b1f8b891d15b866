import { spawnSync } from 'node:child_process';
import { expect } from 'chai';

/** What a program does that uses a pool: these need a process of their own. */
describe('a program with a pool', () => {
  const lib = new URL('../../lib/', import.meta.url).href;
  const fixtures = new URL('./fixture-tasks.js', import.meta.url).href;
  const run = (rest: string) => {
    const program = `
      import { WorkerPool } from '${lib}workers/pool.js';
      import { batchOf, task } from '${fixtures}';
      const pool = new WorkerPool({ size: 2 });
      const schema = { kind: 'struct', fields: [{ name: 'x', type: { kind: 'double' }, nullable: true }] };
      const stage = (t) => ({ steps: [{ kind: 'extend', inputs: [{ kind: 'input', index: 0 }], inputSchema: schema, fields: schema.fields, task: t }], schema });
      async function* rows() { for (let i = 0; i < 4; i++) yield { partition: 0, batch: batchOf({ x: [i] }) }; }
      ${rest}`;
    return spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  };

  it('ends by itself when its work is done, closed or not', () => {
    const { status, stdout, stderr } = run(
      `for await (const { batch } of pool.runStage(stage(task('plus', 1)), rows())) console.log(batch.getChildAt(1).get(0));`,
    );
    expect([status, stdout, stderr]).to.deep.equal([0, '1\n2\n3\n4\n', '']);
  });

  it('ends by itself with warm threads that never had a job', () => {
    const { status, stdout } = run(`pool.warm(); console.log('end');`);
    expect([status, stdout]).to.deep.equal([0, 'end\n']);
  });

  it('ends when it breaks off', () => {
    const { status, stdout } = run(
      `for await (const { batch } of pool.runStage(stage(task('plus', 1)), rows())) { console.log(batch.getChildAt(1).get(0)); break; }`,
    );
    expect([status, stdout]).to.deep.equal([0, '1\n']);
  });

  it('has no thread or port left when the pool is closed', () => {
    const { stdout } = run(`
      for await (const _ of pool.runStage(stage(task('plus', 1)), rows()));
      await pool.gang([], task('addUp', 1));
      await pool.close();
      console.log(process.getActiveResourcesInfo().filter((name) => /Message|Worker|Timeout/.test(name)).join());`);
    expect(stdout).to.equal('\n');
  });

  it('exits with an error that is thrown while workers are busy', () => {
    const { status, stderr } = run(`for await (const _ of pool.runStage(stage(task('plus', 1)), rows())) throw new Error('mine');`);
    expect(status).to.equal(1);
    expect(stderr).to.contain('mine');
  });
});
