import { expect } from 'chai';
import { WorkerPool } from '#lib/workers/pool.js';
import { collect, extend, series, source, stage } from './fixture-stages.js';
import { task } from './fixture-tasks.js';
import { boolean, field } from '#lib/types/data-type.js';

describe('the place of a row in its partition, as tasks are told it', () => {
  let pool: WorkerPool;
  before(() => (pool = new WorkerPool({ size: 2 })));
  after(() => pool.close());

  const evenOnly = [
    { ...extend(task('even')), fields: [field('even', boolean)] },
    { kind: 'filter', condition: { kind: 'input', index: 1 } },
  ] as const;
  const places = (rowNumbers: boolean) => extend({ ...task('places', rowNumbers), rowNumbers });

  it('goes on from batch to batch, whichever worker takes them', async () => {
    const rows = await collect(pool.runStage(stage(places(false)), series(8, 2)), 1);
    expect(rows).to.deep.equal([0, 1].flatMap((partition) => [0, 1, 2, 3].map((place) => [partition, place])));
  });

  it('counts what a filter leaves where the task asks for it, and is unknown where it does not', async () => {
    const run = (asks: boolean) => collect(pool.runStage(stage(...evenOnly, places(asks)), series(8)), 2);
    expect(await run(true)).to.deep.equal([0, 1, 2, 3].map((place) => [0, place]));
    expect(await run(false)).to.deep.equal([0, 0, 0, 0].map(() => [0, -1]));
  });

  it('goes on over the splits of a source', async () => {
    const rows = await collect(
      pool.runStage(
        source(
          task('counting'),
          [
            [
              [0, 2],
              [5, 8],
            ],
          ],
          places(false),
        ),
      ),
      1,
    );
    expect(rows).to.deep.equal([0, 1, 2, 3, 4].map((place) => [0, place]));
  });
});
