import { expect } from 'chai';
import { WorkerPool } from '#lib/workers/pool.js';
import { stage, source, rowsOf } from './fixture-stages.js';
import { task } from './fixture-tasks.js';

describe('WorkerPool', () => {
  let pool: WorkerPool;
  before(() => (pool = new WorkerPool({ size: 2 })));
  after(() => pool.close());

  describe('aggregate', () => {
    it('folds by partition and merges in order', async () => {
      const input = rowsOf(...Array.from({ length: 30 }, (_, i): [number, number] => [i % 3, i]));
      const result = await pool.aggregate<{ sum: number; order: number[] }>(stage(), input, task('sums', 100), { interleaved: true });
      expect(result.sum).to.equal(435 + 300);
      expect(result.order).to.deep.equal([0, 1, 2].flatMap((p) => Array.from({ length: 10 }, (_, i) => i * 3 + p)));
    });

    it('runs the steps of a source before it folds', async () => {
      const result = await pool.aggregate<{ order: number[] }>(
        source(task('counting'), [[[0, 2]], [], [[5, 7]]]),
        undefined,
        task('sums', 0),
      );
      expect(result.order).to.deep.equal([0, 1, 5, 6]);
    });

    it('is the zero of the task where there is no row', async () => {
      expect(await pool.aggregate(stage(), rowsOf(), task('sums', 3))).to.deep.equal({ sum: 3, order: [] });
    });
  });
});
