import { expect } from 'chai';
import { avg, count, max, sum } from '#lib/column/functions/aggregate.js';
import { collectList } from '#lib/column/functions/collect.js';
import { col, lit } from '#lib/column/column.js';
import { upper } from '#lib/column/functions/string.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { SparkSession } from '#lib/session/spark-session.js';
import { expectRows, expectRowSet } from '../expect-rows.js';

describe('DataFrame', () => {
  let spark: SparkSession;
  let people: DataFrame;
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
  });
  after(() => spark.stop());

  describe('columns', () => {
    it('selects by name, by Column and by star', async () => {
      await expectRows(people.select('name', col('age').plus(1)).limit(2), [
        { name: 'ann', '(age + 1)': 31 },
        { name: 'bob', '(age + 1)': null },
      ]);
      expect(people.select('*', lit(1).alias('one')).columns).to.deep.equal(['name', 'age', 'city', 'one']);
    });

    it('reads SQL text in selectExpr and filter', async () => {
      await expectRows(people.selectExpr('upper(name) AS n', 'age * 2').filter("n LIKE 'A%'"), [{ n: 'ANN', '(age * 2)': 60 }]);
    });

    it('adds a column, and replaces one where it stands', async () => {
      expect(people.withColumn('AGE', col('age').cast('double')).columns).to.deep.equal(['name', 'AGE', 'city']);
      await expectRows(people.withColumn('old', col('age').gt(35)).select('old'), [
        { old: false },
        { old: null },
        { old: true },
        { old: false },
      ]);
      await expectRows(people.withColumns({ age: col('age').plus(1), next: col('age').plus(2) }).limit(1), [
        { name: 'ann', age: 31, city: 'oslo', next: 32 },
      ]);
    });

    it('renames, drops and passes over names that are not there', () => {
      expect(people.withColumnRenamed('name', 'who').columns).to.deep.equal(['who', 'age', 'city']);
      expect(people.withColumnRenamed('nobody', 'who').columns).to.deep.equal(['name', 'age', 'city']);
      expect(people.drop('AGE', 'nothing').columns).to.deep.equal(['name', 'city']);
      expect(people.toDF('a', 'b', 'c').columns).to.deep.equal(['a', 'b', 'c']);
      expect(() => people.toDF('a')).to.throw(/ASSIGNMENT_ARITY_MISMATCH/);
    });

    it('takes names with dots, spaces and quotes', async () => {
      const odd = spark.createDataFrame([[1, 2, 3]], '`a.b` int, `a b` int, `it\'s "x"` int');
      await expectRows(odd.select('`a.b`', 'a b', 'it\'s "x"'), [{ 'a.b': 1, 'a b': 2, 'it\'s "x"': 3 }]);
      await expectRows(odd.drop('a.b').withColumnRenamed('a b', 'x'), [{ x: 2, 'it\'s "x"': 3 }]);
    });

    it('keeps frames apart: a verb leaves the frame that it was called on as it was', async () => {
      people.withColumn('x', lit(1));
      expect(people.columns).to.deep.equal(['name', 'age', 'city']);
      expect(await people.count()).to.equal(4);
    });
  });

  describe('rows', () => {
    it('filters: a null condition is no match', async () => {
      await expectRows(people.filter(col('age').ge(30)).select('age'), [{ age: 30 }, { age: 41 }, { age: 30 }]);
      await expectRows(people.where(col('age').isNull().or(col('city').isNull())).select('name'), [{ name: 'bob' }, { name: 'dan' }]);
      await expectRows(people.filter(col('name').isin('ann', 'dan').not()).select('name'), [{ name: 'bob' }]);
      expect(() => people.filter(col('age'))).to.throw(/DATATYPE_MISMATCH/);
    });

    it('orders: nulls first going up, last going down, unless the column says otherwise', async () => {
      const names = async (frame: DataFrame): Promise<unknown[]> => (await frame.collect()).map((row) => (row as { name: string }).name);
      expect(await names(people.orderBy('name'))).to.deep.equal([null, 'ann', 'bob', 'dan']);
      expect(await names(people.orderBy(col('name').desc()))).to.deep.equal(['dan', 'bob', 'ann', null]);
      expect(await names(people.orderBy(col('name').ascNullsLast()))).to.deep.equal(['ann', 'bob', 'dan', null]);
      expect(await names(people.orderBy(col('age').desc(), 'name'))).to.deep.equal([null, 'ann', 'dan', 'bob']);
    });

    it('orders by a column that the select left out', async () => {
      await expectRows(people.select('name').orderBy('age', 'name'), [{ name: 'bob' }, { name: 'ann' }, { name: 'dan' }, { name: null }]);
    });

    it('takes the first rows and skips others', async () => {
      const numbers = spark.range(10).orderBy('id');
      await expectRows(numbers.limit(2), [{ id: 0 }, { id: 1 }]);
      await expectRows(numbers.offset(8), [{ id: 8 }, { id: 9 }]);
      await expectRows(numbers.offset(3).limit(2), [{ id: 3 }, { id: 4 }]);
      await expectRows(numbers.limit(3).offset(2), [{ id: 2 }]);
      await expectRows(numbers.limit(0), []);
      expect(() => numbers.limit(-1)).to.throw(/limit\(\) must have a whole number >= 0; got -1/);
    });

    it('limits before a filter that comes after', async () => {
      await expectRows(spark.range(10).orderBy('id').limit(3).filter(col('id').gt(1)), [{ id: 2 }]);
    });

    it('gives different rows once: nulls are equal there', async () => {
      const repeated = people.union(people).select('age');
      await expectRowSet(repeated.distinct(), [{ age: 30 }, { age: null }, { age: 41 }]);
      expect(await people.dropDuplicates(['age']).count()).to.equal(3);
      expect(await people.dropDuplicates().count()).to.equal(4);
    });

    it('samples the same rows for a seed, about as many as were asked for', async () => {
      const numbers = spark.range(2000);
      const ids = async (seed: number): Promise<unknown[]> =>
        (await numbers.sample(0.3, seed).orderBy('id').collect()).map((r) => (r as { id: number }).id);
      expect(await ids(5)).to.deep.equal(await ids(5));
      expect(await ids(5)).to.not.deep.equal(await ids(6));
      expect((await ids(5)).length).to.be.within(500, 700);
      expect(await numbers.sample(0).count()).to.equal(0);
      expect(await numbers.sample(1).count()).to.equal(2000);
      expect(await numbers.sample(true, 2, 1).count()).to.be.within(3700, 4300);
      expect(() => numbers.sample(1.5)).to.throw(/from 0 to 1; got 1.5/);
    });

    it('splits by chance so that each row is in one part', async () => {
      const parts = spark.range(1000).randomSplit([3, 1], 7);
      const counts = await Promise.all(parts.map((part) => part.count()));
      expect(counts[0]! + counts[1]!).to.equal(1000);
      expect(counts[0]).to.be.within(680, 820);
      expect(await parts[0]!.intersect(parts[1]!).count()).to.equal(0);
      expect(() => people.randomSplit([0])).to.throw(/INVALID_WEIGHTS/);
    });
  });

  describe('groups', () => {
    it('groups with nulls as a group, and leaves nulls out of aggregates', async () => {
      await expectRowSet(people.groupBy('city').agg(count('name').alias('names'), sum('age'), avg('age').alias('mean')), [
        { city: 'oslo', names: 1, 'sum(age)': 71, mean: 35.5 },
        { city: 'rome', names: 1, 'sum(age)': null, mean: null },
        { city: null, names: 1, 'sum(age)': 30, mean: 30 },
      ]);
      await expectRowSet(people.groupBy('city').count(), [
        { city: 'oslo', count: 2 },
        { city: 'rome', count: 1 },
        { city: null, count: 1 },
      ]);
    });

    it('aggregates all rows, also none of them', async () => {
      await expectRows(people.agg(max('age'), count('*')), [{ 'max(age)': 41, 'count(1)': 4 }]);
      await expectRows(people.filter('false').agg(sum('age'), count('age'), collectList('age')), [
        { 'sum(age)': null, 'count(age)': 0, 'collect_list(age)': [] },
      ]);
      await expectRows(people.filter('false').groupBy('city').agg(count('*')), []);
    });

    it('groups by an expression and takes aggregates as an object', async () => {
      await expectRowSet(people.groupBy(upper('city').alias('c')).agg({ age: 'max' }), [
        { c: 'OSLO', 'max(age)': 41 },
        { c: 'ROME', 'max(age)': null },
        { c: null, 'max(age)': 30 },
      ]);
      await expectRowSet(people.groupBy('city').sum(), [
        { city: 'oslo', 'sum(age)': 71 },
        { city: 'rome', 'sum(age)': null },
        { city: null, 'sum(age)': 30 },
      ]);
      expect(() => people.groupBy('city').agg(col('name') as never)).to.throw(/MISSING_AGGREGATION/);
    });

    it('pivots values that are named, or finds them', async () => {
      const rows = [
        { city: 'oslo', 30: 1, 41: 1 },
        { city: 'rome', 30: null, 41: null },
        { city: null, 30: 1, 41: null },
      ];
      await expectRowSet(people.groupBy('city').pivot('age', [30, 41]).count(), rows);
      const found = await people.filter("age IS NOT NULL OR city = 'rome'").groupBy('city').pivot('age');
      expect(found.count().columns).to.deep.equal(['city', 'null', '30', '41']);
    });

    it('makes a contingency table', async () => {
      const table = await people.crosstab('city', 'age');
      expect(table.columns[0]).to.equal('city_age');
      await expectRowSet(table, [
        { city_age: 'oslo', 30: 1, 41: 1, null: 0 },
        { city_age: 'rome', 30: 0, 41: 0, null: 1 },
        { city_age: 'null', 30: 1, 41: 0, null: 0 },
      ]);
    });
  });
});
