import { expect } from 'chai';
import { batchBytes } from '#lib/arrow/batch-bytes.js';
import { toPortable } from '#lib/workers/portable-batch.js';
import { CancelledError } from '#lib/errors.js';
import type { PartitionHandle } from '#lib/workers/partition-handle.js';
import { WorkerPool } from '#lib/workers/pool.js';
import { double, field, struct } from '#lib/types/data-type.js';
import { batchOf, task } from './fixture-tasks.js';

const partition = (index: number, ...rows: number[]): PartitionHandle => {
  const batch = batchOf({ x: rows });
  return { index, rows: rows.length, batches: [{ kind: 'memory', batch: toPortable(batch), bytes: batchBytes(batch) }] };
};

describe('a gang', () => {
  let pool: WorkerPool;
  before(() => (pool = new WorkerPool({ size: 2 })));
  after(() => pool.close());
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => expect.fail('it must fail'),
      (error: Error) => error,
    );

  for (const size of [1, 2, 3]) {
    it(`of ${size} adds up over its ranks and sees every partition`, async () => {
      const said: unknown[] = [];
      const results = await pool.gang([partition(0, 1, 2), partition(1, 3)], task('addUp', 10), {
        size,
        onReport: (rank, message) => said.push([rank, message]),
      });
      const total = 10 * size + (size * (size - 1)) / 2;
      expect(results).to.deep.equal(Array.from({ length: size }, (_, rank) => ({ rank, total, rows: [2, 1] })));
      expect(said).to.have.deep.members(Array.from({ length: size }, (_, rank) => [rank, { epoch: 1 }]));
    });
  }

  it('is as big as the pool unless told otherwise', async () => {
    expect(await pool.gang([], task('addUp', 0))).to.have.length(2);
  });

  it('fails with the rank and what it failed with, not with what the others met then', async () => {
    const error = await failure(pool.gang([], task('failingRank', { rank: 1, how: 'throw' })));
    expect(error.message).to.equal("[TASK_FAILED] Rank 1 of 2 failed in 'failingRank': loss is NaN in epoch 2");
    expect((error.cause as Error).name).to.equal('RangeError');
  });

  it('fails when the worker of a rank dies, and the next one runs', async () => {
    const error = await failure(pool.gang([], task('failingRank', { rank: 0, how: 'exit' })));
    expect(error.message).to.contain("Rank 0 of 2 failed in 'failingRank': the worker ended (exit code 3)");
    expect(await pool.gang([], task('addUp', 1))).to.have.length(2);
  });

  it('ends when it is cancelled', async () => {
    const controller = new AbortController();
    const onReport = (): void => controller.abort();
    expect(await failure(pool.gang([], task('waitForEnd'), { signal: controller.signal, onReport }))).to.be.instanceOf(CancelledError);
    expect(await pool.gang([], task('addUp', 1))).to.have.length(2);
  });

  it('leaves threads for stages while it runs', async () => {
    const controller = new AbortController();
    const started = new Promise<void>(
      (resolve) => void failure(pool.gang([], task('waitForEnd'), { signal: controller.signal, onReport: () => resolve() })),
    );
    await started;
    const step = {
      kind: 'extend' as const,
      inputs: [{ kind: 'input' as const, index: 0 }],
      inputSchema: struct([field('x', double)]),
      fields: [field('y', double)],
      task: task('plus', 1),
    };
    const rows = pool.runStage(
      { steps: [step], schema: struct([]) },
      (async function* () {
        yield { partition: 0, batch: batchOf({ x: [1] }) };
      })(),
    );
    for await (const { batch } of rows) expect(batch.getChildAt(1)!.get(0)).to.equal(2);
    controller.abort();
  });
});
