import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { MemoryBudget } from '#lib/engines/local/cache/memory-budget.js';
import { PartitionStore } from '#lib/engines/local/cache/partition-store.js';
import { TempFolder } from '#lib/engines/local/cache/temp-folder.js';
import type { PartitionBatch } from '#lib/engines/engine.js';
import { WorkerPool } from '#lib/workers/pool.js';
import { batchOf, task, valuesOf } from '../../../workers/fixture-tasks.js';

describe('PartitionStore', () => {
  const folder = new TempFolder(mkdtempSync(join(tmpdir(), 'spec-')));
  after(() => rmSync(join(folder.path, '..'), { recursive: true }));

  /** Ten batches of 100 doubles and a string, over two partitions that come mixed. */
  async function* rows(): AsyncGenerator<PartitionBatch> {
    for (let i = 0; i < 10; i++)
      yield {
        partition: i % 2,
        batch: batchOf({ x: Array.from({ length: 100 }, (_, j) => i * 100 + j), s: Array.from({ length: 100 }, (_, j) => `row ${j}`) }),
      };
  }
  const expected = [0, 1].map((p) => Array.from({ length: 500 }, (_, i) => (Math.floor(i / 100) * 2 + p) * 100 + (i % 100)));
  const read = (store: PartitionStore) => store.partitions().map((p) => [...p.batches()].flatMap((batch) => valuesOf(batch, 0)));

  it('keeps rows by partition in memory, and reads them again and again', async () => {
    const budget = new MemoryBudget(1e6);
    const store = await PartitionStore.fill(rows(), { budget, folder }, { partitions: 3 });
    expect(read(store)).to.deep.equal([...expected, []]);
    expect(read(store)).to.deep.equal([...expected, []]);
    expect(store.partitions().map((p) => p.rows)).to.deep.equal([500, 500, 0]);
    expect([store.rows, store.bytesOnDisk]).to.deep.equal([1000, 0]);
    expect(store.bytesInMemory).to.equal(budget.used).and.to.be.greaterThan(8000);
    await store.dispose();
    expect(budget.used).to.equal(0);
  });

  it('spills what does not fit, and hands partitions out in order', async () => {
    const budget = new MemoryBudget(5000);
    const store = await PartitionStore.fill(rows(), { budget, folder });
    expect(store.bytesInMemory).to.be.within(1, 5000);
    expect(store.bytesOnDisk).to.be.greaterThan(0);
    expect(read(store)).to.deep.equal(expected);
    const replayed: unknown[] = [];
    for await (const { partition, batch } of store.batches()) replayed.push(...valuesOf(batch, 0).map((x) => [partition, x]));
    expect(replayed).to.deep.equal(expected.flatMap((part, p) => part.map((x) => [p, x])));
    expect([...store.partitions()[1]!.batches()].map((batch) => valuesOf(batch, 1)[99])).to.deep.equal(Array(5).fill('row 99'));
    expect(readdirSync(folder.path)).to.have.length(1);
    await store.dispose();
    expect(readdirSync(folder.path)).to.deep.equal([]);
  });

  it('keeps nothing in memory where the level is DISK_ONLY', async () => {
    const store = await PartitionStore.fill(rows(), { budget: new MemoryBudget(1e6), folder }, { level: 'DISK_ONLY' });
    expect(store.bytesInMemory).to.equal(0);
    expect(read(store)).to.deep.equal(expected);
    await store.dispose();
  });

  it('says what MEMORY_ONLY rows must fit in, and leaves nothing behind', async () => {
    const budget = new MemoryBudget(5000);
    const error = await PartitionStore.fill(rows(), { budget, folder }, { level: 'MEMORY_ONLY' }).catch((e: Error) => e);
    expect((error as Error).message).to.match(
      /\[CACHE_MEMORY_EXCEEDED\] Rows kept MEMORY_ONLY must fit in the caches' 5000 bytes; \d+ are used and \d+ more were needed/,
    );
    expect(budget.used).to.equal(0);
  });

  it('leaves nothing behind where its input fails', async () => {
    const broken = (async function* () {
      yield* rows();
      throw new RangeError('no more');
    })();
    const budget = new MemoryBudget(3000);
    expect(await PartitionStore.fill(broken, { budget, folder }).catch((e: Error) => e)).to.be.instanceOf(RangeError);
    expect([budget.used, readdirSync(folder.path).length]).to.deep.equal([0, 0]);
  });

  it('names a file that is cut short', async () => {
    const store = await PartitionStore.fill(rows(), { budget: new MemoryBudget(0), folder });
    truncateSync(join(folder.path, readdirSync(folder.path)[0]!), 100);
    expect(() => read(store)).to.throw(/\[CACHE_FILE_DAMAGED\] .*\.arrow must have \d+ bytes at 0; it has 100/);
    await store.dispose();
  });

  it('is read by a gang, from memory and from files', async () => {
    const store = await PartitionStore.fill(rows(), { budget: new MemoryBudget(5000), folder });
    const pool = new WorkerPool({ size: 2 });
    const results = await pool.gang<{ rows: number[] }>(store.handles(), task('addUp', 0));
    expect(results.map((r) => r.rows)).to.deep.equal([
      [500, 500],
      [500, 500],
    ]);
    await pool.close();
    await store.dispose();
  });
});
