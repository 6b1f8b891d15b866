import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { col } from '#lib/column/column.js';
import { max, sum } from '#lib/column/functions/aggregate.js';
import { upper } from '#lib/column/functions/string.js';
import { udf } from '#lib/column/udf.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { SparkSession } from '#lib/session/spark-session.js';

/** The optimised plan and how it runs, as `explain` prints them. */
const explained = (frame: DataFrame): { optimised: string; physical: string } => {
  const [, optimised, physical] = /== Optimized Logical Plan ==\n([\s\S]*?)\n\n== Physical Plan ==\n([\s\S]*)/.exec(
    frame.engine.explain(frame.relation, 'extended'),
  )!;
  return { optimised: optimised!, physical: physical! };
};

describe('optimize', () => {
  let spark: SparkSession;
  let calls: string;
  let dir: string;
  let numbers: DataFrame;
  /** A function that leaves a character in a file at each call, from whatever worker. */
  const counting = (deterministic = true) => {
    const seen = calls;
    const count = (x: number): number => {
      process.getBuiltinModule('node:fs').appendFileSync(seen, '.');
      return x * 2;
    };
    return udf(count, 'bigint', { deterministic });
  };
  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'kindling-calls-'));
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
    numbers = spark.createDataFrame(
      Array.from({ length: 100 }, (_, i) => [i, `n${i}`, i % 7]),
      'id bigint, name string, k int',
    ) as DataFrame;
  });
  beforeEach(() => {
    calls = join(dir, 'calls');
    writeFileSync(calls, '');
  });
  after(async () => {
    await spark.stop();
    rmSync(dir, { recursive: true });
  });

  /** How often a function was called to collect a frame. */
  const callsOf = async (frame: DataFrame): Promise<number> => {
    writeFileSync(calls, '');
    await frame.collect();
    return statSync(calls).size;
  };

  it('computes a user function once a row', async () => {
    expect(await callsOf(numbers.select(counting()('id').alias('d')))).to.equal(100);
  });

  it('computes no user function that nobody reads', async () => {
    const wide = numbers.withColumn('d', counting()('id'));
    expect(await callsOf(wide.select('id'))).to.equal(0);
    expect(await callsOf(wide.drop('d'))).to.equal(0);
    expect(await callsOf(wide.groupBy('k').agg(max('id')))).to.equal(0);
    expect(await wide.count()).to.equal(100);
    expect(statSync(calls).size).to.equal(0);
  });

  it('filters before a user function, as far as the condition does not need it', async () => {
    const wide = numbers.withColumn('d', counting()('id'));
    expect(await callsOf(wide.filter(col('id').lt(10)))).to.equal(10);
    expect(await callsOf(wide.filter(col('id').lt(10).and(col('d').gt(5))))).to.equal(10);
    expect(await callsOf(wide.filter(col('d').gt(5)).filter(col('id').lt(10)))).to.equal(10);
    expect(await callsOf(wide.select('d', 'name', 'id').filter("name = 'n3'"))).to.equal(1);
  });

  it('calls a function once for the same arguments of one step, unless it is not deterministic', async () => {
    const double = counting();
    expect(await callsOf(numbers.select(double('id').alias('a'), double('id').plus(1).alias('b')))).to.equal(100);
    const free = counting(false);
    expect(await callsOf(numbers.select(free('id').alias('a'), free('id').alias('b')))).to.equal(200);
  });

  it('limits before a user function', async () => {
    expect(await callsOf(numbers.withColumn('d', counting()('id')).limit(7))).to.equal(7);
    expect(await callsOf(numbers.withColumn('d', counting()('id')).select('d').offset(90))).to.equal(10);
  });

  it('keeps a filter behind the limit or window that it came after', async () => {
    const rows = await numbers.withColumn('d', counting()('id')).limit(5).filter(col('id').ge(3)).collect();
    expect(rows.map((row) => (row as { id: number }).id)).to.deep.equal([3, 4]);
    const last = await numbers
      .selectExpr('id', 'row_number() OVER (ORDER BY id DESC) AS r')
      .filter('id = 99 OR id = 0')
      .orderBy('id')
      .collect();
    expect(last).to.deep.equal([
      { id: 0, r: 100 },
      { id: 99, r: 1 },
    ]);
  });

  it('reads no column that nobody needs', () => {
    const { optimised, physical } = explained(numbers.withColumn('u', upper('name')).groupBy('k').agg(sum('id')));
    expect(optimised).to.not.match(/upper/);
    expect(physical).to.not.match(/upper/i);
  });

  it('merges projections where nothing is computed twice for it', () => {
    const projections = (frame: DataFrame): number => explained(frame).optimised.match(/Project/g)!.length;
    expect(
      projections(
        numbers.withColumn('id', col('id').plus(1)).withColumn('id', col('id').times(2)).drop('name').withColumnRenamed('k', 'l'),
      ),
    ).to.equal(1);
    expect(projections(numbers.select(upper('name').alias('u')).selectExpr('concat(u, u)'))).to.equal(2);
  });

  it('gives the same rows as the plan that it was given', async () => {
    const plan = numbers
      .withColumn('d', counting()('id'))
      .filter(col('k').lt(3).and(col('d').gt(20)))
      .select('name', 'd', 'k')
      .orderBy('d')
      .limit(4)
      .filter(col('name').ne('n14'));
    expect(await plan.collect()).to.deep.equal([
      { name: 'n15', d: 30, k: 1 },
      { name: 'n16', d: 32, k: 2 },
      { name: 'n21', d: 42, k: 0 },
    ]);
  });
});
