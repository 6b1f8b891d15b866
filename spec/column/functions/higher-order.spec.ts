import { expect } from 'chai';
import { SparkSession } from 'kindling';
import { aggregate, exists, filter, lit, transform } from 'kindling/functions';

describe('functions over the elements of an array', () => {
  let spark: SparkSession;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
  });
  after(() => spark.stop());

  const row = async (expressions: string): Promise<unknown[]> => Object.values((await spark.sql(`SELECT ${expressions}`).collect())[0]);

  it('pass the element, and its index from 0', async () => {
    expect(await row('transform(array(1, 2, 3), x -> x + 1), transform(array(1, 2, 3), (x, i) -> x + i)')).to.deep.equal([
      [2, 3, 4],
      [1, 3, 5],
    ]);
    expect(await row('filter(array(0, 2, 3), (x, i) -> x > i)')).to.deep.equal([[2, 3]]);
  });

  it('see the columns and the lambdas around them, and shadow them', async () => {
    const rows = await spark.sql('SELECT transform(array(1, 2), x -> x + a) AS t FROM VALUES (10), (20) AS v(a) ORDER BY a').collect();
    expect(rows.map((r) => r.t)).to.deep.equal([
      [11, 12],
      [21, 22],
    ]);
    expect(await row('transform(array(array(1, 2), array(3)), xs -> transform(xs, x -> x + size(xs)))')).to.deep.equal([[[3, 4], [4]]]);
    expect((await spark.sql('SELECT transform(array(1), a -> a + 1) AS t FROM VALUES (10) AS v(a)').collect())[0]!.t).to.deep.equal([2]);
  });

  it('know true, false and unknown', async () => {
    expect(
      await row(
        'exists(array(1, null, 3), x -> x % 2 = 0), exists(array(0, null), x -> x IS NULL), exists(cast(array() as array<int>), x -> x > 0)',
      ),
    ).to.deep.equal([null, true, false]);
    expect(
      await row(
        'forall(array(2, null, 8), x -> x % 2 = 0), forall(array(1, null), x -> x % 2 = 0), forall(cast(array() as array<int>), x -> x > 0)',
      ),
    ).to.deep.equal([null, false, true]);
  });

  it('fold, with a start and a finish', async () => {
    expect(
      await row('aggregate(array(1, 2, 3), 0L, (acc, x) -> acc + x), aggregate(array(1, 2, 3), 0, (acc, x) -> acc + x, acc -> acc * 10)'),
    ).to.deep.equal([6, 60]);
    expect(
      await row(
        'aggregate(cast(array() as array<int>), 5, (acc, x) -> acc + x), aggregate(cast(null as array<int>), 5, (acc, x) -> acc + x)',
      ),
    ).to.deep.equal([5, null]);
  });

  it('may call a kernel', async () => {
    expect(await row("transform(array('Robert', null), x -> soundex(x))")).to.deep.equal([['R163', null]]);
  });

  it('group rows whatever their parameters are called', async () => {
    const rows = await spark
      .sql(
        'SELECT transform(array(1), x -> x + a) AS t, count(*) AS n FROM VALUES (1), (1) AS v(a) GROUP BY transform(array(1), y -> y + a)',
      )
      .collect();
    expect(rows).to.deep.equal([{ t: [2], n: 2 }]);
  });

  it('are built from functions of columns', async () => {
    const df = spark.createDataFrame([{ xs: [1, 2, 3] }], 'xs array<int>');
    const [found] = await df
      .select(
        transform('xs', (x, i) => x.times(i)).alias('a'),
        filter('xs', (x) => x.gt(1)).alias('b'),
        exists('xs', (x) => x.eq(2)).alias('c'),
        aggregate('xs', lit(0), (sum, x) => sum.plus(x)).alias('d'),
      )
      .collect();
    expect(found).to.deep.equal({ a: [0, 2, 6], b: [2, 3], c: true, d: 6 });
  });

  it('say what a function must take', () => {
    expect(() => spark.sql('SELECT transform(array(1), (x, y, z) -> x)').schema).to.throw(
      /INVALID_LAMBDA_FUNCTION_CALL\.NUM_ARGS_MISMATCH.*must have 2 parameters; got 3/,
    );
    expect(() => spark.sql('SELECT upper(x -> x)').schema).to.throw(/INVALID_LAMBDA_FUNCTION_CALL\.NON_HIGHER_ORDER_FUNCTION/);
    expect(() => spark.sql('SELECT transform(array(1), 1)').schema).to.throw(/must be a function/);
  });
});
