import { expect } from 'chai';
import { col, lit, when } from '#lib/column/column.js';
import { max, sum } from '#lib/column/functions/aggregate.js';
import { struct } from '#lib/column/functions/collection.js';
import { rowNumber } from '#lib/column/functions/ranking.js';
import { upper } from '#lib/column/functions/string.js';
import { arrowUdf, udf } from '#lib/column/udf.js';
import { Window } from '#lib/column/window.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { SparkSession } from '#lib/session/spark-session.js';
import { expectRows, expectRowSet } from '../expect-rows.js';

describe('user functions in plans', () => {
  let spark: SparkSession;
  let people: DataFrame;
  let cities: DataFrame;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
    people = spark.createDataFrame(
      [
        ['ann', 30, 'oslo'],
        ['bob', null, 'rome'],
        [null, 41, 'oslo'],
        ['dan', 30, null],
      ],
      'name string, age int, city string',
    );
    cities = spark.createDataFrame(
      [
        ['oslo', 'no'],
        ['rome', 'it'],
        [null, 'xx'],
      ],
      'city string, land string',
    );
  });
  after(() => spark.stop());

  const factor = 3;
  const times = udf((x: number | null) => (x === null ? null : x * factor), 'int');
  const size = udf((s: string | null) => s?.length ?? -1, 'int');

  it('get nulls as null, and what they captured', async () => {
    await expectRows(people.select(times('age').alias('t'), size('name').alias('n')), [
      { t: 90, n: 3 },
      { t: null, n: 3 },
      { t: 123, n: -1 },
      { t: 90, n: 3 },
    ]);
    const lands: Record<string, string> = { oslo: 'no' };
    const land = udf((city: string | null) => (city === null ? null : (lands[city] ?? null)), 'string');
    await expectRows(people.select(land('city').alias('l')), [{ l: 'no' }, { l: null }, { l: 'no' }, { l: null }]);
  });

  it('nest, and mix with columns of the engine', async () => {
    await expectRows(
      people.limit(1).select(times(times('age')).alias('a'), times(col('age').plus(1)).plus(1).alias('b'), size(upper('city')).alias('c')),
      [{ a: 270, b: 94, c: 4 }],
    );
    await expectRows(people.select(when(col('age').gt(30), times('age')).otherwise(0).alias('w')), [
      { w: 0 },
      { w: 0 },
      { w: 123 },
      { w: 0 },
    ]);
  });

  it('name their columns as they are called', () => {
    const named = udf(function double(x: number | null) {
      return (x ?? 0) * 2;
    }, 'int');
    expect(people.select(named('age'), times('age'), udf(() => 1, 'int', { name: 'one' })()).columns).to.deep.equal([
      'double(age)',
      'udf(age)',
      'one()',
    ]);
  });

  it('filter, sort and group', async () => {
    await expectRows(people.filter(size('name').gt(2).and(col('age').isNotNull())).select('name'), [{ name: 'ann' }, { name: 'dan' }]);
    await expectRows(people.orderBy(size('city').desc(), 'name').select('name'), [
      { name: null },
      { name: 'ann' },
      { name: 'bob' },
      { name: 'dan' },
    ]);
    await expectRowSet(people.groupBy(size('name').alias('n')).agg(sum(times('age')).alias('s')), [
      { n: 3, s: 180 },
      { n: -1, s: 123 },
    ]);
    await expectRowSet(people.groupBy(size('name')).count(), [
      { 'udf(name)': 3, count: 3 },
      { 'udf(name)': -1, count: 1 },
    ]);
  });

  it('take what aggregates and windows give', async () => {
    await expectRows(
      people
        .groupBy('city')
        .agg(size(max('name')).alias('m'), times(sum('age')).plus(1).alias('s'))
        .orderBy('city'),
      [
        { city: null, m: 3, s: 91 },
        { city: 'oslo', m: 3, s: 214 },
        { city: 'rome', m: 3, s: null },
      ],
    );
    await expectRows(people.agg(times(max('age')).alias('m')), [{ m: 123 }]);
    const row = rowNumber().over(Window.partitionBy(size('city')).orderBy(times('age')));
    await expectRowSet(people.select('name', times(row).alias('r')), [
      { name: 'ann', r: 6 },
      { name: 'bob', r: 3 },
      { name: null, r: 9 },
      { name: 'dan', r: 3 },
    ]);
  });

  it('join: over one side in any join, over both in an inner one', async () => {
    const shout = udf((s: string | null) => s?.toUpperCase() ?? null, 'string');
    const same = udf((a: string | null, b: string | null) => a === b, 'boolean');
    await expectRowSet(people.join(cities, shout(people.col('city')).eq(upper(cities.col('city'))), 'left').select('name', 'land'), [
      { name: 'ann', land: 'no' },
      { name: null, land: 'no' },
      { name: 'bob', land: 'it' },
      { name: 'dan', land: null },
    ]);
    const both = same(people.col('city'), cities.col('city'));
    await expectRowSet(people.join(cities, both).select('name', 'land'), [
      { name: 'ann', land: 'no' },
      { name: null, land: 'no' },
      { name: 'bob', land: 'it' },
      { name: 'dan', land: 'xx' },
    ]);
    expect(
      (await people
        .join(cities, both, 'left')
        .select('land')
        .collect()
        .catch((e: unknown) => e)) as Error,
    ).to.match(/must not call a user function on columns of both sides/);
  });

  it('survive distinct, union, repartition, limits and counts', async () => {
    const sizes = people.select(size('name').alias('n'));
    await expectRows(sizes.distinct().orderBy('n'), [{ n: -1 }, { n: 3 }]);
    await expectRows(
      sizes
        .union(people.select(size('city')))
        .orderBy('n')
        .limit(3),
      [{ n: -1 }, { n: -1 }, { n: 3 }],
    );
    await expectRows(people.repartition(3).select(size('name').alias('n')).orderBy('n').limit(2), [{ n: -1 }, { n: 3 }]);
    expect(await sizes.count()).to.equal(4);
  });

  it('take and give structs, lists, dates and bigints', async () => {
    const describe = udf(
      (p: { name: string | null; age: number | null }) => ({ text: `${p.name} ${p.age}`, list: [p.age] }),
      'struct<text: string, list: array<int>>',
    );
    await expectRows(
      people
        .limit(1)
        .select(describe(struct('name', 'age')).alias('d'))
        .select('d.text', 'd.list'),
      [{ text: 'ann 30', list: [30] }],
    );
    const later = udf((t: Date | null) => (t === null ? null : new Date(t.getTime() + 1)), 'timestamp');
    await expectRows(people.limit(1).select(later(lit(new Date(5))).alias('t')), [{ t: new Date(6) }]);
  });

  it('work on whole vectors', async () => {
    const twice = arrowUdf(
      (v: { length: number; get(i: number): number | null }) =>
        Array.from({ length: v.length }, (_, i) => (v.get(i) === null ? null : v.get(i)! * 2)),
      'double',
    );
    await expectRows(people.select(twice('age').alias('d')), [{ d: 60 }, { d: null }, { d: 82 }, { d: 60 }]);
    const short = arrowUdf(() => [1], 'double');
    expect(
      (await people
        .select(short('age'))
        .collect()
        .catch((e: unknown) => e)) as Error,
    ).to.match(/must return as many values as the batch has rows/);
  });

  it('are called from SQL text, whatever the case, where they are registered', async () => {
    people.createOrReplaceTempView('people');
    spark.udf.register('shout', (s: string | null) => (s === null ? null : `${s}!`), 'string');
    await expectRows(spark.sql("SELECT Shout(name) AS s FROM people WHERE shout(city) = 'oslo!'"), [{ s: 'ann!' }, { s: null }]);
    await expectRows(spark.sql('SELECT shout(city) AS c, count(*) AS n FROM people GROUP BY shout(city) ORDER BY c'), [
      { c: null, n: 1 },
      { c: 'oslo!', n: 2 },
      { c: 'rome!', n: 1 },
    ]);
  });

  describe('that fail', () => {
    const failure = async (frame: DataFrame): Promise<Error & { condition: string }> =>
      (await frame.collect().then(
        () => expect.fail('no error'),
        (e: unknown) => e,
      )) as Error & { condition: string };

    it('say which row of which partition, and what was thrown', async () => {
      const picky = udf(
        (s: string | null) => {
          if (s === 'bob') throw new RangeError('no bobs');
          return s;
        },
        'string',
        { name: 'picky' },
      );
      const error = await failure(people.select(picky('name')));
      expect(error.condition).to.equal('FAILED_EXECUTE_UDF');
      expect(error.message).to.match(/'picky', at row 1 of partition 0, threw RangeError: no bobs[\s\S]*udf\.spec/);
    });

    it('say which value does not fit the type', async () => {
      const wrong = udf(() => 'x' as unknown as number, 'int', { name: 'wrong' });
      expect((await failure(people.select(wrong()))).message).to.match(/'wrong'.*returned a wrong value.*got 'x'/);
    });

    it('refuse at once what cannot travel, by name', () => {
      const held = spark;
      expect(() => people.select(udf(() => held.version, 'string')())).to.throw(/UDF_CANNOT_CAPTURE.*'held'/);
    });

    it('name the partition when they end their thread, and the session goes on', async () => {
      const leave = udf(
        (x: number | null) => {
          if (x === 41) process.exit(3);
          return x;
        },
        'int',
        { name: 'leave' },
      );
      const error = await failure(people.select(leave('age')));
      expect(error.condition).to.equal('TASK_FAILED');
      expect(error.message).to.match(/Partition 1 of 2 failed in 'leave'.*exit code 3/);
      await expectRows(people.select(times('age').alias('t')).limit(1), [{ t: 90 }]);
    });
  });
});
