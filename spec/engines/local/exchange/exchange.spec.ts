import { Int32 } from 'apache-arrow';
import type { RecordBatch } from 'apache-arrow';
import { expect } from 'chai';
import { coalesce } from '#lib/engines/local/exchange/coalesce.js';
import { deal } from '#lib/engines/local/exchange/deal.js';
import { repartitionEven } from '#lib/engines/local/exchange/repartition-even.js';
import { splitByColumn } from '#lib/engines/local/exchange/split-by-column.js';
import type { PartitionBatch } from '#lib/engines/engine.js';
import { batchOf, valuesOf } from '../../../workers/fixture-tasks.js';

/** Batches of the given sizes, of rows counted from 0. */
async function* batches(...sizes: number[]): AsyncGenerator<RecordBatch> {
  let row = 0;
  for (const size of sizes) yield batchOf({ x: Array.from({ length: size }, () => row++) });
}

async function rowsByPartition(input: AsyncIterable<PartitionBatch>, partitions: number): Promise<unknown[][]> {
  const rows: unknown[][] = Array.from({ length: partitions }, () => []);
  for await (const { partition, batch } of input) rows[partition]!.push(...valuesOf(batch, 0));
  return rows;
}

const order = async (input: AsyncIterable<PartitionBatch>): Promise<number[]> => {
  const partitions: number[] = [];
  for await (const { partition } of input) partitions.push(partition);
  return partitions;
};

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('deal', () => {
  it('cuts what fits in the buffer into even slices of neighbours, as Spark does', async () => {
    expect(await rowsByPartition(deal(batches(3, 0, 4, 3), 4), 4)).to.deep.equal([range(0, 2), range(2, 5), range(5, 7), range(7, 10)]);
  });

  it('leaves partitions empty where there are fewer rows', async () => {
    expect(await rowsByPartition(deal(batches(2), 4), 4)).to.deep.equal([[], [0], [], [1]]);
    expect(await rowsByPartition(deal(batches(), 2), 2)).to.deep.equal([[], []]);
  });

  it('yields the slices one partition after the other', async () => {
    expect(await order(deal(batches(5, 5), 2))).to.deep.equal([0, 1]);
    expect(await order(deal(batches(3, 7), 2))).to.deep.equal([0, 0, 1]);
  });

  it('deals batches in turn when there are more rows than the buffer takes', async () => {
    expect(await rowsByPartition(deal(batches(2, 2, 2, 2, 2), 2, { rows: 5 }), 2)).to.deep.equal([
      [0, 1, 4, 5, 8, 9],
      [2, 3, 6, 7],
    ]);
  });

  it('holds no more than the buffer', async () => {
    let pulled = 0;
    const source = (async function* () {
      for await (const batch of batches(...Array<number>(50).fill(100))) {
        pulled++;
        yield batch;
      }
    })();
    const dealt = deal(source, 2, { bytes: 4000 });
    await dealt.next();
    expect(pulled).to.be.within(5, 6);
    await dealt.return(undefined);
  });
});

describe('splitByColumn', () => {
  const keyed = (...keys: (number | null)[]) => batchOf({ x: keys.map((_, i) => i), p: keys }, { p: new Int32() });
  const of = async function* (...all: RecordBatch[]) {
    yield* all;
  };

  it('sends each row to the partition that it names, in order, without that column', async () => {
    const input = () => of(keyed(2, 0, 2, 1), keyed(0, 0));
    expect(await rowsByPartition(splitByColumn(input(), 1, 4), 4)).to.deep.equal([[1, 0, 1], [3], [0, 2], []]);
    for await (const { batch } of splitByColumn(input(), 1, 4)) expect(batch.schema.names).to.deep.equal(['x']);
  });

  it('keeps a batch whole that goes to one partition', async () => {
    expect(await rowsByPartition(splitByColumn(of(keyed(1, 1)), 1, 2), 2)).to.deep.equal([[], [0, 1]]);
  });

  it('refuses a partition that there is not', async () => {
    for (const [key, shown] of [
      [4, '4'],
      [-1, '-1'],
      [null, 'null'],
    ] as const) {
      const error = await rowsByPartition(splitByColumn(of(keyed(key)), 1, 4), 4).catch((e: Error) => e);
      expect((error as Error).message).to.contain(`must be an integer from 0 to 3; it is ${shown}`);
    }
  });
});

describe('coalesce', () => {
  const input = async function* (partitions: number): AsyncGenerator<PartitionBatch> {
    for (let partition = 0; partition < partitions; partition++) yield { partition, batch: batchOf({ x: [partition] }) };
  };

  it('merges neighbours as evenly as can be', async () => {
    expect(await rowsByPartition(coalesce(input(5), 5, 2), 2)).to.deep.equal([
      [0, 1],
      [2, 3, 4],
    ]);
    expect(await rowsByPartition(coalesce(input(7), 7, 3), 3)).to.deep.equal([
      [0, 1],
      [2, 3],
      [4, 5, 6],
    ]);
    expect(await rowsByPartition(coalesce(input(4), 4, 1), 1)).to.deep.equal([[0, 1, 2, 3]]);
  });

  it('makes no more partitions than there are', async () => {
    expect(await rowsByPartition(coalesce(input(2), 2, 5), 5)).to.deep.equal([[0], [1], [], [], []]);
  });
});

describe('repartitionEven', () => {
  for (const [sizes, partitions] of [
    [[10], 3],
    [[1, 1, 1, 1, 1], 2],
    [[7, 0, 5, 9], 4],
    [[2], 5],
    [[], 2],
  ] as [number[], number][]) {
    it(`deals ${JSON.stringify(sizes)} to ${partitions} so that sizes differ by a row at most`, async () => {
      const rows = await rowsByPartition(repartitionEven(batches(...sizes), partitions), partitions);
      const lengths = rows.map((r) => r.length);
      expect(Math.max(...lengths) - Math.min(...lengths)).to.be.at.most(1);
      expect(rows.flat().sort((a, b) => (a as number) - (b as number))).to.deep.equal(
        range(
          0,
          sizes.reduce((a, b) => a + b, 0),
        ),
      );
      for (const part of rows) expect(part).to.deep.equal([...part].sort((a, b) => (a as number) - (b as number)));
    });
  }
});
