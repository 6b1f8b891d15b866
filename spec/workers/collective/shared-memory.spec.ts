import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import {
  abortSharedCollective,
  createSharedCollective,
  openSharedCollective,
  type SharedCollective,
} from '#lib/workers/collective/shared-memory.js';
import type { Collective } from '#lib/workers/task.js';

/** Runs the body of a function `(collective, rank) => …` in `size` threads. */
function inThreads<T>(shared: SharedCollective, body: (collective: Collective, rank: number) => T, ranks = shared.size): Promise<T[]> {
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    import(workerData.module).then(({ openSharedCollective }) => {
      const { shared, rank } = workerData;
      try { parentPort.postMessage({ value: (${body.toString()})(openSharedCollective(shared, rank), rank) }); }
      catch (error) { parentPort.postMessage({ error: error.message }); }
    });`;
  const module = import.meta.resolve('#lib/workers/collective/shared-memory.js');
  const run = (rank: number) =>
    new Promise<T>((resolve, reject) => {
      const worker = new Worker(code, { eval: true, workerData: { module, shared, rank } });
      worker.once('message', ({ value, error }: { value: T; error?: string }) =>
        error === undefined ? resolve(value) : reject(new Error(error)),
      );
      worker.once('error', reject);
    });
  return Promise.all(Array.from({ length: ranks }, (_, rank) => run(rank)));
}

describe('createSharedCollective', () => {
  it('adds up vectors, longer and shorter than its capacity, over three ranks', async () => {
    const sums = await inThreads(createSharedCollective(3, 4), (collective, rank) => {
      const long = Float32Array.from({ length: 11 }, (_, i) => (rank + 1) * i);
      const short = Float32Array.of(rank);
      void collective.allReduce(long);
      void collective.allReduce(short);
      return [...long, ...short];
    });
    const expected = [...Array.from({ length: 11 }, (_, i) => 6 * i), 3];
    expect(sums).to.deep.equal([expected, expected, expected]);
  });

  it('gives every rank the same bits, run after run, where the order of adding matters', async () => {
    const run = () =>
      inThreads(createSharedCollective(4, 64), (collective, rank) => {
        const values = Float32Array.from({ length: 100 }, (_, i) => Math.sin(i + 1) * 10 ** ((rank * 7) % 5));
        for (let round = 0; round < 50; round++) {
          void collective.allReduce(values);
          for (let i = 0; i < values.length; i++) values[i] = values[i]! * 0.1 * (rank + 1);
        }
        void collective.allReduce(values);
        return [...values];
      });
    const [first, second] = await Promise.all([run(), run()]);
    for (const other of first.slice(1)) expect(other).to.deep.equal(first[0]);
    expect(second).to.deep.equal(first);
  });

  it('broadcasts from any root', async () => {
    const all = await inThreads(createSharedCollective(3, 2), (collective, rank) => {
      const values = Float32Array.from({ length: 5 }, (_, i) => rank * 10 + i);
      void collective.broadcast(values, 2);
      return [...values];
    });
    expect(all).to.deep.equal([
      [20, 21, 22, 23, 24],
      [20, 21, 22, 23, 24],
      [20, 21, 22, 23, 24],
    ]);
  });

  it('ends the others with an error when a rank never comes', async () => {
    const shared = createSharedCollective(3, 8);
    const waiting = inThreads(
      shared,
      (collective) => {
        void collective.barrier();
      },
      2,
    );
    setTimeout(() => abortSharedCollective(shared), 300);
    const error = await waiting.then(
      () => undefined,
      (e: Error) => e,
    );
    expect(error?.message).to.match(/^\[GANG_ABORTED\] Rank [01] of 3 stopped because another rank failed\.$/);
    expect(() => openSharedCollective(shared, 2).barrier()).to.throw('GANG_ABORTED');
  });

  it('refuses vectors of different lengths', async () => {
    const shared = createSharedCollective(2, 8);
    const error = await inThreads(shared, (collective, rank) => {
      void collective.allReduce(new Float32Array(3 + rank));
    }).then(
      () => undefined,
      (e: Error) => e,
    );
    abortSharedCollective(shared);
    expect(error?.message).to.include('rank 1 brought 4 values, rank 0 3');
  });

  it('is the identity for one rank', () => {
    const collective = openSharedCollective(createSharedCollective(1), 0);
    const values = Float32Array.of(1, 2);
    void collective.allReduce(values);
    void collective.barrier();
    expect([...values]).to.deep.equal([1, 2]);
  });
});
