import { expect } from 'chai';
import { WorkerPool } from '#lib/workers/pool.js';
import { collect, extend, failure, map, series, source, stage } from './fixture-stages.js';
import { task } from './fixture-tasks.js';

/** Two jobs share the only worker, and one of them ends it. */
describe('a job whose worker another job ends', () => {
  let pool: WorkerPool;
  before(() => (pool = new WorkerPool({ size: 1 })));
  after(() => pool.close());

  const end = async () => {
    const error = await failure(collect(pool.runStage(stage(extend(task('failing', { how: 'exit', at: 5 }))), series(8, 4)), 1));
    expect(error.message).to.contain("Partition 2 failed in 'failing': the worker ended (exit code 7)");
  };

  it('runs its batches again', async () => {
    const [rows] = await Promise.all([collect(pool.runStage(stage(extend(task('slowFirst'))), series(4)), 1), end()]);
    expect(rows).to.deep.equal([0, 1, 2, 3].map((x) => [0, x]));
  });

  it('reads its splits again, and hands out no row twice', async () => {
    const rows: unknown[][] = [];
    let ended: Promise<void> | undefined;
    const seen = pool.runStage(source(task('counting'), [[[0, 5]]], extend(task('slowFirst'))));
    for await (const { batch } of seen) {
      rows.push([...batch.getChildAt(1)!]);
      ended ??= end();
    }
    await ended;
    expect(rows).to.deep.equal([[0], [1], [2], [3], [4]]);
  });

  it('feeds a partition again, to its end', async () => {
    const work = stage(map(task('slowSums'), 'partition', 'rows', 'sum'));
    const [rows] = await Promise.all([collect(pool.runStage(work, series(8, 2)), 2), end()]);
    expect(rows).to.deep.equal([
      [0, 0 + 1 + 2 + 3],
      [1, 4 + 5 + 6 + 7],
    ]);
  });

  it('folds its rows again, each once', async () => {
    const [state] = await Promise.all([
      pool.aggregate<{ sum: number }>(stage(extend(task('slowFirst'))), series(6, 3), task('sums', 0)),
      end(),
    ]);
    expect(state.sum).to.equal(0 + 1 + 2 + 3 + 4 + 5);
  });

  it('says so where it was fed more than may be kept', async () => {
    const small = new WorkerPool({ size: 1, inFlight: 64 });
    let ended: Promise<unknown> | undefined;
    const rows = (async function* () {
      for await (const row of series(40)) {
        yield row;
        if (row.batch.getChildAt(0)!.get(0) === 30)
          ended = failure(collect(small.runStage(stage(extend(task('failing', { how: 'exit', at: 0 }))), series(1)), 1));
      }
    })();
    const error = await failure(collect(small.runStage(stage(map(task('slowSums'), 'partition', 'rows', 'sum')), rows), 2));
    expect(error.message).to.contain('Partition 0 was lost while its worker ran another job');
    await ended;
    await small.close();
  });

  it('has its rank begun on another, where it is a gang', async () => {
    await pool.aggregate(stage(extend(task('exitsSoon'))), series(1), task('sums', 0));
    expect(await pool.gang([], task('addUp', 1))).to.have.length(1);
  });
});
