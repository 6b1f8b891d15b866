import { expect } from 'chai';
import { SparkSession } from '#lib/session/spark-session.js';
import { expectAnswers, expectFailures } from './ask.js';

const NAN = "cast('NaN' as double)";
const WIDE = '99999999999999999999999999999999999999BD';

describe('aggregate functions', () => {
  let spark: SparkSession;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
  });
  after(() => spark.stop());

  it('sum and average, with nulls, DISTINCT and FILTER', async () => {
    await expectAnswers(
      spark,
      [
        ['sum(DISTINCT x) FILTER (WHERE x > 1)', 2],
        ['avg(DISTINCT x)', 1.5],
        ['collect_list(DISTINCT x) FILTER (WHERE x < 2)', [1]],
        ['collect_list(x)', [1, 2, 2]],
        ['count(x)', 3],
        ['count(DISTINCT x, x + 1)', 2],
        ['count_if(x = 2)', 2],
        ['avg(cast(x as decimal(2,1)))', '1.66667'],
        ['try_sum(x)', 5],
        ['sum(cast(x as string))', 5],
        ['approx_count_distinct(x, 0.01)', 2],
      ],
      'FROM VALUES (1), (null), (2), (2) AS t(x)',
    );
    await expectAnswers(
      spark,
      [
        ['try_sum(x)', null],
        ['try_avg(x)', null],
        ['try_sum(n)', null],
        ['avg(n)', 2 ** 63],
      ],
      `FROM VALUES (${WIDE}, 9223372036854775807), (${WIDE}, 9223372036854775807) AS t(x, n)`,
    );
  });

  it('give null or NaN where Spark does', async () => {
    const moments = [
      'stddev(x)',
      'stddev_pop(x)',
      'var_samp(x)',
      'var_pop(x)',
      'skewness(x)',
      'kurtosis(x)',
      'corr(x, x)',
      'covar_samp(x, x)',
    ];
    const answers = (...values: unknown[]): [string, unknown][] => moments.map((sql, i) => [sql, values[i]]);
    await expectAnswers(spark, answers(null, 0, null, 0, null, null, null, null), 'FROM VALUES (1) AS t(x)');
    await expectAnswers(spark, answers(0, 0, 0, 0, null, null, null, 0), 'FROM VALUES (1), (1) AS t(x)');
    await expectAnswers(spark, answers(NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN), `FROM VALUES (${NAN}), (1) AS t(x)`);
    await expectAnswers(spark, answers(...moments.map(() => null)), 'FROM VALUES (cast(null as int)) AS t(x)');
    await expectAnswers(
      spark,
      [
        ['regr_slope(y, x)', null],
        ['regr_intercept(y, x)', null],
        ['regr_r2(y, x)', null],
        ['regr_syy(y, x)', 2],
        ['regr_avgx(y, x)', 2],
        ['regr_count(y, x)', 2],
      ],
      'FROM VALUES (1, 2), (3, 2) AS t(y, x)',
    );
  });

  it('find percentiles', async () => {
    await expectAnswers(
      spark,
      [
        ['percentile(x, 0.5)', 2.5],
        ['median(x)', 2.5],
        ['percentile(x, array(0.25, 1))', [1.75, 10]],
        ['percentile(x, array())', null],
        ['percentile(x, 0.5, x)', 10],
        ['percentile_approx(x, array(0.5, 0.1))', [2, 1]],
        ['percentile_cont(0.5) WITHIN GROUP (ORDER BY x DESC)', 2.5],
        ['percentile_disc(0.5) WITHIN GROUP (ORDER BY x DESC)', 3],
        ['percentile_disc(array(0.5, 1)) WITHIN GROUP (ORDER BY x DESC)', [3, 1]],
        ['percentile(x, 0.5) FILTER (WHERE x < 3)', 1.5],
        [
          'histogram_numeric(x, 2)',
          [
            { x: 2, y: 3 },
            { x: 10, y: 1 },
          ],
        ],
      ],
      'FROM VALUES (1), (2), (3), (10), (null) AS t(x)',
    );
  });

  it('pick values, of which the most frequent may tie', async () => {
    await expectAnswers(
      spark,
      [
        ['first(x)', null],
        ['first(x, true)', 'a'],
        ['first(x) IGNORE NULLS', 'a'],
        ['last(x)', 'a'],
        ['any_value(x, true)', 'a'],
        ['max_by(x, y)', null],
        ['min_by(x, y)', 'a'],
        ['max_by(x, y, 2)', [null, 'b']],
        ['mode(x)', 'a'],
        ["listagg(x, ',')", 'a,b,a'],
        ["listagg(DISTINCT x, ',') WITHIN GROUP (ORDER BY x DESC)", 'b,a'],
        ["listagg(y, ',') WITHIN GROUP (ORDER BY y DESC)", '5,3,1'],
        ['collect_set(x)', ['a', 'b']],
        ['bool_or(y > 3)', true],
        ['bit_xor(y)', 7],
      ],
      "FROM VALUES (null, 5), ('a', 1), ('b', 3), ('a', null) AS t(x, y)",
    );
    await expectAnswers(
      spark,
      [
        ['mode(x)', 0],
        ['mode(x, true)', -10],
        ['mode() WITHIN GROUP (ORDER BY x DESC)', 10],
      ],
      'FROM VALUES (-10), (0), (10) AS t(x)',
    );
  });

  it('hold different values in the order of a hash set of Scala', async () => {
    const sets: [string, unknown[]][] = [
      ['(5), (100), (3), (77), (null)', [3, 100, 5, 77]],
      ["('apple'), ('banana'), ('kiwi'), ('x'), ('longer text here')", ['x', 'longer text here', 'apple', 'kiwi', 'banana']],
      ['(5L), (-7L), (12345678901L), (99L), (100000L)', [100000, 99, 5, -7, 12345678901]],
      ['(1.5D), (2.0D), (1e20), (-3.25D), (100.0D), (12345678901.0D)', [2, 1.5, 100, -3.25, 1e20, 12345678901]],
    ];
    for (const [values, set] of sets) await expectAnswers(spark, [['collect_set(x)', set]], `FROM VALUES ${values} AS t(x)`);
  });

  it('give what Spark does over no rows', () =>
    expectAnswers(
      spark,
      [
        ['sum(x)', null],
        ['count(x)', 0],
        ['collect_list(x)', []],
        ['collect_set(x)', []],
        ['percentile(x, array(0.5))', null],
        ['max_by(x, x, 2)', null],
        ['mode(x)', null],
        ["listagg(x, ',')", null],
        ['bool_and(x > 0)', null],
        ['length(bitmap_construct_agg(x))', 4096],
      ],
      'FROM VALUES (1) AS t(x) WHERE x > 1',
    ));

  it('fail as Spark does', () =>
    expectFailures(spark, [
      ['ARITHMETIC_OVERFLOW', `sum(x) FROM VALUES (${WIDE}), (1BD) AS t(x)`, `avg(x) FROM VALUES (${WIDE}), (${WIDE}) AS t(x)`],
      ['DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', 'sum(x) FROM VALUES (true) AS t(x)'],
      [
        'DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE',
        'percentile(1, 1.5)',
        'percentile_approx(1, 0.5, 0)',
        'max_by(1, 2, 0)',
        'histogram_numeric(1, 1)',
      ],
      ['DATATYPE_MISMATCH.UNEXPECTED_NULL', 'percentile(1, null)'],
      ['NEGATIVE_VALUES_IN_FREQUENCY_EXPRESSION', 'percentile(x, 0.5, f) FROM VALUES (1, -2) AS t(x, f)'],
      ['INVALID_BITMAP_POSITION', 'bitmap_construct_agg(x) FROM VALUES (-1L) AS t(x)'],
      [
        'INVALID_WITHIN_GROUP_EXPRESSION.MISMATCH_WITH_DISTINCT_INPUT',
        "listagg(DISTINCT x, ',') WITHIN GROUP (ORDER BY y) FROM VALUES ('1', 1) AS t(x, y)",
      ],
    ]));

  it('group', async () => {
    const rows = await spark
      .sql('SELECT g, median(x) AS m, collect_list(x) AS l FROM VALUES (1, 1), (1, 3), (2, null) AS t(g, x) GROUP BY g ORDER BY g')
      .collect();
    expect(rows).to.deep.equal([
      { g: 1, m: 2, l: [1, 3] },
      { g: 2, m: null, l: [] },
    ]);
  });
});
