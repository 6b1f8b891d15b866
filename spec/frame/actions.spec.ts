import { expect } from 'chai';
import { udf } from '#lib/column/udf.js';
import { col, lit } from '#lib/column/column.js';
import { sum } from '#lib/column/functions/aggregate.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { SparkSession } from '#lib/session/spark-session.js';
import { expectRows, expectRowSet } from '../expect-rows.js';

describe('DataFrame, several frames and actions', () => {
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
        ['bonn', 'de'],
        [null, 'xx'],
      ],
      'city string, land string',
    );
  });
  after(() => spark.stop());

  const partitionSizes = async (frame: DataFrame): Promise<number[]> => {
    const sizes: number[] = [];
    for await (const { partition, batch } of frame.engine.run(frame.relation)) sizes[partition] = (sizes[partition] ?? 0) + batch.numRows;
    return Array.from(sizes, (n) => n ?? 0);
  };

  describe('joins', () => {
    const lands = (how: string) => people.join(cities, 'city', how as 'inner').select('city', 'name', 'land');
    const inner = [
      { city: 'oslo', name: 'ann', land: 'no' },
      { city: 'oslo', name: null, land: 'no' },
      { city: 'rome', name: 'bob', land: 'it' },
    ];
    const onlyLeft = { city: null, name: 'dan', land: null };
    const onlyRight = [
      { city: 'bonn', name: null, land: 'de' },
      { city: null, name: null, land: 'xx' },
    ];

    it('keeps the rows that the kind of join says; null keys never meet', async () => {
      await expectRowSet(lands('inner'), inner);
      await expectRowSet(lands('left'), [...inner, onlyLeft]);
      await expectRowSet(lands('right_outer'), [...inner, ...onlyRight]);
      await expectRowSet(lands('full'), [...inner, onlyLeft, ...onlyRight]);
    });

    it('keeps the left columns alone in semi and anti joins', async () => {
      await expectRowSet(people.join(cities, 'city', 'semi').select('*'), [
        { name: 'ann', age: 30, city: 'oslo' },
        { name: null, age: 41, city: 'oslo' },
        { name: 'bob', age: null, city: 'rome' },
      ]);
      await expectRowSet(people.join(cities, 'city', 'left_anti'), [{ name: 'dan', age: 30, city: null }]);
    });

    it('joins by a condition, and takes a column from the frame that it is of', async () => {
      const joined = people.join(cities, people.col('city').eq(cities.col('city')).and(col('age').gt(35)));
      await expectRows(joined.select(cities.col('city'), 'age'), [{ city: 'oslo', age: 41 }]);
      expect(() => joined.select('city')).to.throw(/AMBIGUOUS_REFERENCE/);
    });

    it('joins a frame with itself under aliases', async () => {
      const pairs = people.alias('a').join(
        people.alias('b'),
        col('a.age')
          .eq(col('b.age'))
          .and(col('a.name').lt(col('b.name'))),
      );
      await expectRows(pairs.select('a.name', col('b.name').alias('other')), [{ name: 'ann', other: 'dan' }]);
    });

    it('goes on after a join, also where two columns have one name', async () => {
      const both = people.join(cities, people.col('city').eq(cities.col('city')));
      expect(both.columns).to.deep.equal(['name', 'age', 'city', 'city', 'land']);
      await expectRows(both.toDF('name', 'age', 'a', 'b', 'land').filter('age > 35').select('a', 'b'), [{ a: 'oslo', b: 'oslo' }]);
      expect(both.withColumn('n', lit(1)).columns).to.deep.equal(['name', 'age', 'city', 'city', 'land', 'n']);
      expect(both.drop('city').columns).to.deep.equal(['name', 'age', 'land']);
      await expectRows(people.join(cities, 'city', 'anti').withColumn('x', lit(1)).drop('age', 'city'), [{ name: 'dan', x: 1 }]);
      await expectRows(people.join(cities, 'city', 'right').withColumnRenamed('land', 'l').filter("l = 'de'").select('l', 'name'), [
        { l: 'de', name: null },
      ]);
    });

    it('joins all with all', async () => {
      expect(await people.crossJoin(cities).count()).to.equal(16);
      expect(() => people.join(cities, 'city', 'sideways' as 'inner')).to.throw(/UNSUPPORTED_JOIN_TYPE.*sideways/);
      expect(() => people.join(cities, 'age' as 'city')).to.throw(/UNRESOLVED_COLUMN/);
    });
  });

  describe('set operations', () => {
    it('unions by position in the wider type, and by name', async () => {
      await expectRows(
        people
          .select('age')
          .limit(1)
          .union(spark.createDataFrame([[1.5]], 'x double') as DataFrame),
        [{ age: 30 }, { age: 1.5 }],
      );
      await expectRows(people.select('name', 'age').limit(1).unionByName(people.select('age', 'name').limit(1)), [
        { name: 'ann', age: 30 },
        { name: 'ann', age: 30 },
      ]);
      await expectRows(people.select('name').limit(1).unionByName(people.select('age').limit(1), true), [
        { name: 'ann', age: null },
        { name: null, age: 30 },
      ]);
      expect(() => people.select('name').unionByName(people.select('age'))).to.throw(/allowMissingColumns/);
      expect(() => people.union(cities)).to.throw(/NUM_COLUMNS_MISMATCH/);
    });

    it('intersects and subtracts different rows: nulls are equal there', async () => {
      await expectRowSet(people.select('city').intersect(cities.select('city')), [{ city: 'oslo' }, { city: 'rome' }, { city: null }]);
      await expectRowSet(cities.select('city').subtract(people.select('city')), [{ city: 'bonn' }]);
    });
  });

  describe('partitions', () => {
    it('deals rows evenly, and merges neighbours', async () => {
      expect(await partitionSizes(spark.range(10).repartition(3))).to.deep.equal([4, 3, 3]);
      expect(await partitionSizes(spark.range(10).repartition(4).coalesce(2))).to.have.length(2);
      expect(await partitionSizes(spark.range(10).repartition(2).coalesce(9))).to.have.length(2);
      expect(() => people.repartition(0)).to.throw(/repartition\(\) must have a whole number >= 1/);
    });

    it('puts equal keys into one partition, and loses no row', async () => {
      const keyed = spark.range(1000).withColumn('key', col('id').mod(7)).repartition(4, 'key');
      const places = new Map<number, Set<number>>();
      for await (const { partition, batch } of keyed.engine.run(keyed.relation)) {
        for (const key of batch.getChild('key')!) places.set(Number(key), (places.get(Number(key)) ?? new Set()).add(partition));
      }
      expect([...places.values()].map((set) => set.size)).to.deep.equal([1, 1, 1, 1, 1, 1, 1]);
      expect(await keyed.count()).to.equal(1000);
    });
  });

  describe('cache', () => {
    it('computes once, and again after unpersist', async () => {
      const draw = udf(() => Math.random(), 'double', { deterministic: false });
      const drawn = spark.range(50).select('id', draw().alias('x'));
      const sums = async (): Promise<unknown> => (await drawn.agg(sum('x')).first())!;
      expect(await sums()).to.not.deep.equal(await sums());
      drawn.cache();
      expect(drawn.storageLevel).to.equal('MEMORY_AND_DISK');
      const kept = await sums();
      expect(await sums()).to.deep.equal(kept);
      expect(await drawn.filter(col('x').ge(0)).count()).to.equal(50);
      await drawn.unpersist();
      expect(drawn.storageLevel).to.equal('NONE');
      expect(await sums()).to.not.deep.equal(kept);
    });

    it('tries again after a run that failed', async () => {
      const failing = people.select(col('age').div(lit(0)).alias('x')).cache();
      for (const _ of [1, 2])
        expect((await failing.collect().catch((e: unknown) => e as Error)) as Error).to.have.property('condition', 'DIVIDE_BY_ZERO');
      await failing.unpersist();
    });
  });

  describe('actions', () => {
    it('counts, takes, and finds the first row or none', async () => {
      const none = people.filter('false');
      expect([await people.count(), await none.count()]).to.deep.equal([4, 0]);
      expect(await people.take(1)).to.deep.equal([{ name: 'ann', age: 30, city: 'oslo' }]);
      expect(await people.select('name').first()).to.deep.equal({ name: 'ann' });
      expect(await none.first()).to.equal(null);
      expect([await people.isEmpty(), await none.isEmpty()]).to.deep.equal([false, true]);
      expect(await people.drop('name', 'age', 'city').count()).to.equal(4);
    });

    it('gives rows one by one, and ends where the reader ends', async () => {
      const seen: unknown[] = [];
      for await (const row of spark.range(1_000_000).toLocalIterator()) if (seen.push(row.id) === 2) break;
      expect(seen).to.deep.equal([0, 1]);
    });

    it('gives an Arrow table with its schema, also of no rows', async () => {
      const table = await people.toArrow();
      expect(table.toArray().map((row) => (row as { toJSON(): unknown }).toJSON())).to.deep.equal(await people.collect());
      const empty = await people.filter('false').toArrow();
      expect([empty.numRows, empty.schema.fields.map(String)]).to.deep.equal([0, ['name: Utf8', 'age: Int32', 'city: Utf8']]);
    });

    it('keeps bigints that a number cannot hold from being rounded', async () => {
      const big = spark.createDataFrame([[2n ** 62n]], 'n bigint');
      expect((await big.collect().catch((e: unknown) => e)) as Error).to.match(/must be within ±2\^53.*spark.kindling.longs/);
      spark.conf.set('spark.kindling.longs', 'bigint');
      try {
        expect(await big.collect()).to.deep.equal([{ n: 2n ** 62n }]);
      } finally {
        spark.conf.unset('spark.kindling.longs');
      }
    });
  });
});
