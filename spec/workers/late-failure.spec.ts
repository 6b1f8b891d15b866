import { expect } from 'chai';
import { WorkerPool } from '#lib/workers/pool.js';
import { collect, extend, failure, series, stage } from './fixture-stages.js';
import { task } from './fixture-tasks.js';

describe('what a task leaves behind and throws where nobody catches it', () => {
  let pool: WorkerPool;
  before(() => (pool = new WorkerPool({ size: 1 })));
  after(() => pool.close());

  for (const [how, message] of [
    ['throw', 'thrown late'],
    ['reject', 'rejected late'],
    ['exit', 'the worker ended (exit code 7)'],
  ] as const) {
    it(`fails the job that is under way, by its name, and no other: ${how}`, async () => {
      const late = stage(extend(task('failsLate', { how, after: 20 })), extend(task('slowFirst')));
      const [error, rows] = await Promise.all([
        failure(collect(pool.runStage(late, series(64), { partitions: 1 }), 1)),
        collect(pool.runStage(stage(extend(task('slowFirst'))), series(6)), 1),
      ]);
      expect(error.message).to.contain(`Partition 0 of 1 failed in 'failsLate': ${message}`);
      expect(rows).to.have.length(6);
    });
  }

  it('is told once, however many promises a job leaves behind', async () => {
    const warnings: Error[] = [];
    const hear = (warning: Error) => warnings.push(warning);
    process.on('warning', hear);
    const late = stage(extend(task('rejectsOften', 50)), extend(task('slowFirst')));
    expect((await failure(collect(pool.runStage(late, series(8)), 1))).message).to.contain("failed in 'rejectsOften': late 0");
    await new Promise((done) => setTimeout(done, 100));
    process.off('warning', hear);
    expect(warnings).to.deep.equal([]);
  });

  it('is a warning of the process where its job has ended, and the worker goes on', async () => {
    const warned = new Promise<Error>((heard) => process.once('warning', heard));
    await collect(pool.runStage(stage(extend(task('failsLate', { how: 'throw', after: 300 }))), series(1)), 1);
    expect((await warned).message).to.contain('A task threw where nobody catches it, after its job had ended: RangeError: thrown late');
    expect(await collect(pool.runStage(stage(extend(task('plus', 1))), series(2)), 1)).to.have.length(2);
  });
});
