import { expect } from 'chai';
import { SparkSession } from '#lib/session/spark-session.js';
import { expectFailures } from './ask.js';

describe('window functions', () => {
  let spark: SparkSession;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
  });
  after(() => spark.stop());

  const rows = async (select: string, from: string): Promise<unknown[][]> =>
    (
      await spark
        .sql(
          `SELECT ${select
            .split(';')
            .map((e, i) => `${e} AS c${i}`)
            .join(', ')} FROM VALUES ${from}`,
        )
        .collect()
    ).map((row) => Object.values(row));

  it('rank rows, those with equal values alike', async () => {
    expect(
      await rows(
        'y; ntile(3) OVER w; row_number() OVER w; rank() OVER w; dense_rank() OVER w; percent_rank() OVER w; cume_dist() OVER w',
        '(1), (2), (2), (3), (null) AS t(y) WINDOW w AS (ORDER BY y) ORDER BY c2',
      ),
    ).to.deep.equal([
      [null, 1, 1, 1, 1, 0, 0.2],
      [1, 1, 2, 2, 2, 0.25, 0.4],
      [2, 2, 3, 3, 3, 0.5, 0.8],
      [2, 2, 4, 3, 3, 0.5, 0.8],
      [3, 3, 5, 5, 4, 1, 1],
    ]);
  });

  it('look at other rows, with defaults, and past nulls', async () => {
    expect(
      await rows(
        'lag(x) OVER w; lag(x, 2, -1) OVER w; lead(x) IGNORE NULLS OVER w; lag(x, 1, 2.5) OVER w; lag(x, -1) OVER w',
        '(1, 1), (null, 2), (3, 3), (null, 4) AS t(x, y) WINDOW w AS (ORDER BY y) ORDER BY y',
      ),
    ).to.deep.equal([
      [null, -1, 3, 2, null],
      [1, -1, 3, 1, 3],
      [null, 1, null, null, null],
      [3, null, null, 3, null],
    ]);
    expect(
      await rows(
        'first(x) OVER w; last(x) OVER w; first(x, true) OVER w; last(x, true) OVER w; nth_value(x, 2) OVER w; nth_value(x, 2) IGNORE NULLS OVER w',
        '(null, 1), (2, 2), (3, 2), (null, 4) AS t(x, y) WINDOW w AS (ORDER BY y) ORDER BY y',
      ),
    ).to.deep.equal([
      [null, null, null, null, null, null],
      [null, 3, 2, 3, 2, 3],
      [null, 3, 2, 3, 2, 3],
      [null, null, 2, 3, 2, 3],
    ]);
  });

  it('see the rows of their frames', async () => {
    expect(
      await rows(
        'sum(x) OVER (ORDER BY y ROWS BETWEEN 1 PRECEDING AND CURRENT ROW); sum(x) OVER (ORDER BY y RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING); max(x) OVER (ORDER BY y ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING); collect_list(x) OVER (ORDER BY y)',
        '(1, 1), (2, 2), (3, 3), (4, 5) AS t(x, y) ORDER BY y',
      ),
    ).to.deep.equal([
      [1, 3, 3, [1]],
      [3, 6, 4, [1, 2]],
      [5, 5, 4, [1, 2, 3]],
      [7, 4, null, [1, 2, 3, 4]],
    ]);
    expect(
      await rows(
        "percentile(x, 0.5) OVER w; skewness(x) OVER w; avg(cast(x as decimal(5,2))) OVER w; listagg(x, ',') OVER w; mode(x) OVER w",
        '(1, 1), (2, 2) AS t(x, y) WINDOW w AS (ORDER BY y) ORDER BY y',
      ),
    ).to.deep.equal([
      [1, null, '1.000000', '1', 1],
      [1.5, 0, '1.500000', '1,2', 1],
    ]);
  });

  it('count days of dates, and intervals of timestamps', async () => {
    expect(
      await rows(
        'count(*) OVER (ORDER BY d RANGE BETWEEN 1 PRECEDING AND CURRENT ROW); count(*) OVER (ORDER BY cast(d AS timestamp) RANGE BETWEEN INTERVAL 3 DAYS PRECEDING AND CURRENT ROW); count(*) OVER ()',
        "(date'2024-01-01'), (date'2024-01-02'), (date'2024-01-05') AS t(d) ORDER BY d",
      ),
    ).to.deep.equal([
      [1, 1, 3],
      [2, 2, 3],
      [1, 2, 3],
    ]);
  });

  it('fail as Spark does', () =>
    expectFailures(spark, [
      [
        'DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE',
        'ntile(0) OVER (ORDER BY x) FROM VALUES (1) AS t(x)',
        'nth_value(x, 0) OVER (ORDER BY x) FROM VALUES (1) AS t(x)',
      ],
      ['DATATYPE_MISMATCH.NON_FOLDABLE_INPUT', 'lag(x, x) OVER (ORDER BY x) FROM VALUES (1) AS t(x)'],
      ['CAST_INVALID_INPUT', "lag(x, 1, 'a') OVER (ORDER BY x) FROM VALUES (1) AS t(x)"],
      [
        'WINDOW_FUNCTION_FRAME_NOT_ORDERED',
        'rank() OVER () FROM VALUES (1) AS t(x)',
        'row_number() OVER (PARTITION BY x) FROM VALUES (1) AS t(x)',
      ],
      ['DISTINCT_WINDOW_FUNCTION_UNSUPPORTED', 'sum(DISTINCT x) OVER (ORDER BY x) FROM VALUES (1) AS t(x)'],
      ['WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE', 'rank() FROM VALUES (1) AS t(x)'],
    ]));
});
