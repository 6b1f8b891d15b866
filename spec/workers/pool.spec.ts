import { expect } from 'chai';
import { double, field, struct } from '#lib/types/data-type.js';
import { CancelledError, ExecutionError } from '#lib/errors.js';
import { WorkerPool } from '#lib/workers/pool.js';
import type { PartitionBatch, Stage } from '#lib/workers/stage.js';
import { extend, map, stage, source, rowsOf, series, collect, failure } from './fixture-stages.js';
import { batchOf, task, valuesOf } from './fixture-tasks.js';

describe('WorkerPool', () => {
  let pool: WorkerPool;
  before(() => (pool = new WorkerPool({ size: 2 })));
  after(() => pool.close());

  describe('extend steps', () => {
    it('append a column and keep rows in order, whichever worker is first', async () => {
      const rows = await collect(pool.runStage(stage(extend(task('slowFirst'))), series(12, 3)), 1);
      expect(rows).to.deep.equal(Array.from({ length: 12 }, (_, i) => [Math.floor(i / 4), i]));
    });

    it('run one behind the other on the same batch', async () => {
      const rows = await collect(pool.runStage(stage(extend(task('plus', 10)), extend(task('plus', 100), 1)), series(3)), 2);
      expect(rows).to.deep.equal([
        [0, 110],
        [0, 111],
        [0, 112],
      ]);
    });

    it('open a task once in a worker, for one job and the next', async () => {
      const one = new WorkerPool({ size: 1 });
      const work = stage(extend(task('countOpenings')));
      const rows = [...(await collect(one.runStage(work, series(3)), 1)), ...(await collect(one.runStage(work, series(2)), 1))];
      expect(rows.map(([, opened]) => opened)).to.deep.equal([1000, 1000, 1000, 1000, 1000]);
      await one.close();
    });

    it('close the longest unused task beyond the limit', async () => {
      const one = new WorkerPool({ size: 1, keptTasks: 1 });
      const counted = (key: string) => stage(extend(task('countOpenings', null, key)));
      await collect(one.runStage(counted('a'), series(1)), 1);
      await collect(one.runStage(counted('b'), series(1)), 1);
      expect(await collect(one.runStage(counted('c'), series(1)), 1)).to.deep.equal([[0, 3002 - 1]]);
      await one.close();
    });

    it('give nothing for no input and for empty batches', async () => {
      const empty = async function* (): AsyncGenerator<PartitionBatch> {
        yield { partition: 0, batch: batchOf({ x: [] }) };
      };
      expect(await collect(pool.runStage(stage(extend(task('plus', 1))), rowsOf()), 1)).to.deep.equal([]);
      expect(await collect(pool.runStage(stage(extend(task('plus', 1))), empty()), 1)).to.deep.equal([]);
    });

    it('filter and project between them', async () => {
      const isTrue: Stage['steps'] = [
        {
          kind: 'project',
          columns: [
            { kind: 'input', index: 0 },
            { kind: 'literal', value: 'a', type: { kind: 'string' } },
          ],
          schema: struct([field('n', double), field('s', { kind: 'string' })]),
        },
        { kind: 'filter', condition: { kind: 'literal', value: true, type: { kind: 'boolean' } } },
      ];
      const never: Stage['steps'] = [{ kind: 'filter', condition: { kind: 'literal', value: null, type: { kind: 'boolean' } } }];
      expect(await collect(pool.runStage(stage(...isTrue), series(2)), 1)).to.deep.equal([
        [0, 'a'],
        [0, 'a'],
      ]);
      expect(await collect(pool.runStage(stage(...never), series(2)), 0)).to.deep.equal([]);
    });

    it('must return as many rows as they are given, of the type that the plan says', async () => {
      const input = () =>
        (async function* () {
          yield { partition: 0, batch: batchOf({ x: [1, 2] }) };
        })();
      const rows = await failure(collect(pool.runStage(stage(extend(task('failing', { how: 'short', at: 1 }))), input()), 1));
      expect(rows.message).to.equal("[TASK_OUTPUT_MISMATCH] 'failing' must return 2 rows, as many as it is given; it returned 1.");
      const type = await failure(collect(pool.runStage(stage(extend(task('failing', { how: 'type', at: 1 }))), input()), 1));
      expect(type.message).to.equal("[TASK_OUTPUT_MISMATCH] 'failing' must return Float64 in column 'y'; it returned Int32.");
    });
  });

  describe('map steps', () => {
    it('see each partition whole, empty ones too', async () => {
      const input = rowsOf([0, 1], [0, 2], [2, 5], [2, 6]);
      const rows = await collect(pool.runStage(stage(map(task('summarise'), 'partition', 'rows', 'sum')), input, { partitions: 4 }), 2);
      expect(rows).to.deep.equal([
        [0, 3],
        [1, 0],
        [2, 11],
        [3, 0],
      ]);
    });

    it('see each partition whole when partitions come mixed, and hand out one after the other', async () => {
      const input = rowsOf(...Array.from({ length: 30 }, (_, i): [number, number] => [i % 3, i]));
      const rows = await collect(pool.runStage(stage(map(task('thrice'), 'x')), input, { interleaved: true, partitions: 3 }), 0);
      expect(rows).to.deep.equal([0, 1, 2].flatMap((p) => Array.from({ length: 30 }, (_, i) => [p, Math.floor(i / 3) * 3 + p])));
    });

    it('may leave rows unread', async () => {
      const rows = await collect(pool.runStage(stage(map(task('firstRow'), 'x')), series(90, 3)), 0);
      expect(rows).to.deep.equal([
        [0, 0],
        [1, 30],
        [2, 60],
      ]);
    });

    it('refuse partitions that come back', async () => {
      const error = await failure(collect(pool.runStage(stage(map(task('thrice'), 'x')), rowsOf([0, 1], [1, 2], [0, 3])), 0));
      expect(error.message).to.contain('Partitions must come one after the other');
    });
  });

  describe('sources', () => {
    it('are read split by split, partition by partition', async () => {
      const rows = await collect(
        pool.runStage(
          source(
            task('counting'),
            [
              [
                [0, 2],
                [5, 6],
              ],
              [],
              [[8, 10]],
            ],
            extend(task('plus', 1)),
          ),
        ),
        1,
      );
      expect(rows).to.deep.equal([
        [0, 1],
        [0, 2],
        [0, 6],
        [2, 9],
        [2, 10],
      ]);
    });

    it('wait for a slow consumer', async () => {
      const small = new WorkerPool({ size: 2, inFlight: 4 * 2 ** 20 });
      const read: unknown[] = [];
      const stage = small.runStage(source(task('endless'), [[0], [0]]), undefined, { onReport: (m) => read.push(m) });
      const rows = stage[Symbol.asyncIterator]();
      await rows.next();
      await new Promise((done) => setTimeout(done, 300));
      expect(read.length).to.be.within(2, 10);
      await rows.return?.();
      await small.close();
    });

    it('stop when the consumer breaks off', async () => {
      const read: unknown[] = [];
      for await (const { batch } of pool.runStage(source(task('endless'), [[0], [0]]), undefined, { onReport: (m) => read.push(m) })) {
        expect(batch.numRows).to.equal(131072);
        break;
      }
      expect(await collect(pool.runStage(stage(extend(task('plus', 1))), series(2)), 1)).to.deep.equal([
        [0, 1],
        [0, 2],
      ]);
      const seen = read.length;
      await new Promise((done) => setTimeout(done, 100));
      expect(read.length).to.equal(seen);
    });
  });

  describe('input', () => {
    it('is pulled no further than the consumer and the window allow', async () => {
      let pulled = 0;
      const input = (async function* () {
        for (; ; pulled++) yield { partition: 0, batch: batchOf({ x: [pulled] }) };
      })();
      const rows = pool.runStage(stage(extend(task('plus', 1))), input)[Symbol.asyncIterator]();
      await rows.next();
      await new Promise((done) => setTimeout(done, 200));
      expect(pulled).to.be.within(1, 70);
      await rows.return?.();
    });

    it('is closed when the consumer breaks off', async () => {
      let closed = false;
      const input = (async function* () {
        try {
          for (let i = 0; ; i++) yield { partition: 0, batch: batchOf({ x: [i] }) };
        } finally {
          closed = true;
        }
      })();
      for await (const _ of pool.runStage(stage(extend(task('plus', 1))), input)) break;
      expect(closed).to.equal(true);
    });

    it('is not touched before the first row is asked for', async () => {
      let touched = false;
      const input = (async function* () {
        touched = true;
        yield* rowsOf();
      })();
      const rows = pool.runStage(stage(extend(task('plus', 1))), input);
      await new Promise((done) => setTimeout(done, 20));
      expect(touched).to.equal(false);
      await collect(rows, 0);
      expect(touched).to.equal(true);
    });

    it('that fails hands its error on, behind the rows before it', async () => {
      const broken = (async function* () {
        yield { partition: 0, batch: batchOf({ x: [1] }) };
        throw new RangeError('no such file');
      })();
      const rows = pool.runStage(stage(extend(task('plus', 1))), broken)[Symbol.asyncIterator]();
      expect(valuesOf((await rows.next()).value!.batch, 1)).to.deep.equal([2]);
      expect(await failure(rows.next())).to.be.instanceOf(RangeError);
      const mapped = (async function* () {
        yield { partition: 0, batch: batchOf({ x: [1] }) };
        throw new RangeError('no such file');
      })();
      expect(await failure(collect(pool.runStage(stage(map(task('summarise'), 'partition', 'rows', 'sum')), mapped), 0))).to.be.instanceOf(
        RangeError,
      );
    });

    it('may come from another stage of the same pool, with one worker', async () => {
      const one = new WorkerPool({ size: 1 });
      const first = one.runStage(stage(extend(task('plus', 1))), series(40, 2));
      const second = one.runStage(stage(map(task('summarise'), 'partition', 'rows', 'sum')), first);
      expect(await collect(second, 2)).to.deep.equal([
        [0, 190],
        [1, 590],
      ]);
      await one.close();
    });
  });

  describe('failures', () => {
    const run = (how: string, options = {}) =>
      collect(pool.runStage(stage(extend(task('failing', { how, at: 5 }))), series(8, 4), { partitions: 4, ...options }), 1);
    const works = async () => expect(await collect(pool.runStage(stage(extend(task('plus', 1))), series(4)), 1)).to.have.length(4);

    it('name the partition, the task and the cause', async () => {
      const error = await failure(run('throw'));
      expect(error).to.be.instanceOf(ExecutionError);
      expect(error.message).to.equal("[TASK_FAILED] Partition 2 of 4 failed in 'failing': weights has 4 values, features has 5");
      expect((error.cause as Error).name).to.equal('TypeError');
      expect((error.cause as Error).stack).to.contain('fixture-tasks');
      await works();
    });

    it('of ours keep their class, condition and words', async () => {
      const error = (await failure(run('kindling'))) as ExecutionError;
      expect(error).to.be.instanceOf(ExecutionError);
      expect([error.condition, error.sqlState, error.message]).to.deep.equal([
        'DIVIDE_BY_ZERO',
        '22012',
        '[DIVIDE_BY_ZERO] Division by zero',
      ]);
    });

    it('of a task that cannot be found say what there is', async () => {
      const error = await failure(collect(pool.runStage(stage(extend(task('noSuchTask'))), series(1)), 0));
      expect(error.message).to.match(/\[TASK_NOT_FOUND\] Module .*fixture-tasks\.js must export the task 'noSuchTask'; it exports .*plus/);
    });

    it('of a state that cannot be sent say so', async () => {
      const error = await failure(collect(pool.runStage(stage(extend(task('plus', () => 1, 'a function'))), series(1)), 0));
      expect(error.message).to.contain("[TASK_STATE_NOT_CLONEABLE] The state of task 'plus' must be plain data");
    });

    it('by process.exit name the partition, and the pool goes on', async () => {
      const error = await failure(run('exit'));
      expect(error.message).to.contain("[TASK_FAILED] Partition 2 of 4 failed in 'failing': the worker ended (exit code 7)");
      await works();
    });

    it('that end every worker do not reach the next job', async () => {
      const everywhere = (async function* () {
        for (let i = 0; i < 8; i++) yield { partition: i >> 1, batch: batchOf({ x: [5] }) };
      })();
      const error = await failure(collect(pool.runStage(stage(extend(task('failing', { how: 'exit', at: 5 }))), everywhere), 1));
      expect(error.message).to.contain("failed in 'failing': the worker ended (exit code 7)");
      await works();
    });

    it('by an error that nobody catches name the partition, and the pool goes on', async () => {
      const error = await failure(run('uncaught'));
      expect(error.message).to.contain("Partition 2 of 4 failed in 'failing': thrown where nobody awaits");
      await works();
    });

    it('by a full heap name the partition and the limit, and the pool goes on', async () => {
      const small = new WorkerPool({ size: 1, heapPerWorker: 48 });
      const error = await failure(collect(small.runStage(stage(extend(task('failing', { how: 'memory', at: 5 }))), series(8, 4)), 1));
      expect(error.message).to.contain(
        "Partition 2 failed in 'failing': the worker ran out of memory: its JavaScript heap of 48 MB is full",
      );
      expect(await collect(small.runStage(stage(extend(task('plus', 1))), series(4)), 1)).to.have.length(4);
      await small.close();
    });

    it('by a call that takes too long name it, and the pool goes on', async () => {
      const error = await failure(run('spin', { timeout: 200 }));
      expect(error.message).to.contain("Partition 2 of 4 failed in 'failing': it gave no answer within 200 ms");
      await works();
    });
  });

  describe('cancellation', () => {
    it('rejects with a CancelledError and tells the task', async () => {
      const controller = new AbortController();
      const said: unknown[] = [];
      const onReport = (message: unknown) => {
        said.push(message);
        controller.abort();
      };
      const error = await failure(
        collect(
          pool.runStage(stage(extend(task('awaitSignal'))), series(1), { signal: controller.signal, description: 'count', onReport }),
          1,
        ),
      );
      expect(error).to.be.instanceOf(CancelledError);
      expect(error.message).to.equal('[OPERATION_CANCELED] count was cancelled');
      expect(said).to.deep.equal(['started']);
    });

    it('ends a worker that does not listen', async () => {
      const strict = new WorkerPool({ size: 1, grace: 100 });
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 400);
      expect(
        await failure(
          collect(strict.runStage(stage(extend(task('failing', { how: 'spin', at: 0 }))), series(1), { signal: controller.signal }), 1),
        ),
      ).to.be.instanceOf(CancelledError);
      await new Promise((done) => setTimeout(done, 200));
      expect(await collect(strict.runStage(stage(extend(task('plus', 1))), series(2)), 1)).to.have.length(2);
      await strict.close();
    });

    it('does not start what was cancelled before', async () => {
      const error = await failure(collect(pool.runStage(stage(extend(task('plus', 1))), series(1), { signal: AbortSignal.abort() }), 1));
      expect(error).to.be.instanceOf(CancelledError);
    });
  });

  describe('close', () => {
    it('may be called twice, ends jobs with a CancelledError, and refuses new ones', async () => {
      const closing = new WorkerPool({ size: 1 });
      const rows = closing.runStage(source(task('endless'), [[0]]))[Symbol.asyncIterator]();
      await rows.next();
      const pending = failure(
        (async () => {
          for (;;) await rows.next();
        })(),
      );
      await Promise.all([closing.close(), closing.close()]);
      expect(await pending).to.be.instanceOf(CancelledError);
      expect((await failure(collect(closing.runStage(stage(), series(1)), 0))).message).to.contain('needs an open pool');
    });
  });
});
