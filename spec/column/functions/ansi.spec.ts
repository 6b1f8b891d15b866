import { expect } from 'chai';
import { SparkSession } from '#lib/session/spark-session.js';
import { typeName } from '#lib/types/type-name.js';

describe('expressions under ANSI rules', () => {
  let spark: SparkSession;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
  });
  after(() => spark.stop());

  const value = async (text: string): Promise<unknown> => Object.values((await spark.sql(`SELECT ${text} AS x`).first()) as object)[0];
  const values = (...texts: string[]): Promise<unknown[]> => Promise.all(texts.map(value));
  const fails = async (condition: string, ...texts: string[]): Promise<void> => {
    for (const text of texts)
      expect(
        await value(text).then(
          () => 'no error',
          (e: unknown) => (e as { condition: string }).condition,
        ),
        text,
      ).to.equal(condition);
  };

  it('fails on division by zero, and gives null where one tries', async () => {
    await fails('DIVIDE_BY_ZERO', '1 / 0', '1 / 0.0D', '10.00 / 0', '7 div 0');
    await fails('REMAINDER_BY_ZERO', '1 % 0', '5 % 0.0D');
    expect(await values('try_divide(1, 0)', 'null / 1', '7 / 2', '7 div 2', '-7 % 3', '7 % -3')).to.deep.equal([null, null, 3.5, 3, -1, 1]);
  });

  it('fails where a result does not fit its type', async () => {
    await fails(
      'ARITHMETIC_OVERFLOW',
      '2147483647 + 1',
      '2147483647 * 2',
      '-2147483648 - 1',
      '9223372036854775807 + 1',
      '-(-2147483648)',
      'abs(-2147483648)',
    );
    await fails('BINARY_ARITHMETIC_OVERFLOW', '127Y + 1Y', '32767S + 1S');
    const sum = spark.sql('SELECT sum(x) FROM VALUES (9223372036854775807), (1) AS t(x)');
    expect((await sum.collect().catch((e: unknown) => e)) as Error).to.have.property('condition', 'ARITHMETIC_OVERFLOW');
    expect(await values('2147483647 + 1L', '1e308 * 10')).to.deep.equal([2147483648, Infinity]);
  });

  it('fails on casts of what does not fit, and gives null where one tries', async () => {
    await fails(
      'CAST_INVALID_INPUT',
      "cast('x' as int)",
      "cast('1.5' as int)",
      "cast('' as int)",
      "cast('abc' as double)",
      "cast('maybe' as boolean)",
      "cast('2024-13-01' as date)",
      "1 = 'x'",
    );
    await fails(
      'CAST_OVERFLOW',
      'cast(300 as tinyint)',
      'cast(3000000000 as int)',
      'cast(1e20 as bigint)',
      "cast(cast('NaN' as double) as int)",
    );
    await fails('NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION', 'cast(123.45 as decimal(4,2))');
    expect(
      await values(
        "try_cast('x' as int)",
        'try_cast(300 as tinyint)',
        "try_cast('2024-13-01' as date)",
        'try_cast(123.45 as decimal(4,2))',
      ),
    ).to.deep.equal([null, null, null, null]);
    expect(
      await values(
        "cast(' 12 ' as int)",
        'cast(1.9D as int)',
        'cast(-1.9D as int)',
        "cast('yes' as boolean)",
        'cast(12.345 as decimal(4,2))',
        "cast('1e3' as double)",
      ),
    ).to.deep.equal([12, 1, -1, true, '12.35', 1000]);
  });

  it('writes numbers and nested values as Spark does', async () => {
    const doubles = [
      '1.0D',
      '-0.0D',
      '0.001D',
      '0.0001D',
      '-0.00012D',
      '9999999D',
      '1e7',
      '123456789.125D',
      '-12345678D',
      '1e20',
      '1.5e-10',
      '0.1F',
      '1e10F',
      "cast('NaN' as double)",
      "cast('-Infinity' as double)",
    ];
    expect(await values(...doubles.map((x) => `cast(${x} as string)`))).to.deep.equal([
      '1.0',
      '-0.0',
      '0.001',
      '1.0E-4',
      '-1.2E-4',
      '9999999.0',
      '1.0E7',
      '1.23456789125E8',
      '-1.2345678E7',
      '1.0E20',
      '1.5E-10',
      '0.1',
      '1.0E10',
      'NaN',
      '-Infinity',
    ]);
    expect(
      await values(
        'cast(1.50 as string)',
        'cast(array(1, null) as string)',
        "cast(struct(1, 'a', array(1e7)) as string)",
        "cast(X'4869' as string)",
        'cast(cast(null as double) as string)',
        "cast(date '2024-01-31' as string)",
      ),
    ).to.deep.equal(['1.50', '[1, null]', '{1, a, [1.0E7]}', 'Hi', null, '2024-01-31']);
    expect(await value("concat('x', 1e7)")).to.equal('x1.0E7');
  });

  it('takes NaN for equal to itself and for the largest number', async () => {
    const nan = "cast('NaN' as double)";
    expect(
      await values(
        `${nan} = ${nan}`,
        `${nan} > cast('Infinity' as double)`,
        `greatest(1, ${nan})`,
        `isnan(${nan})`,
        `nanvl(${nan}, 1)`,
        'isnan(null)',
        '0.0D = -0.0D',
      ),
    ).to.deep.equal([true, true, NaN, true, 1, false, true]);
    const rows = await spark
      .sql(`SELECT x, count(*) AS n FROM VALUES (0.0D), (-0.0D), (${nan}), (${nan}), (null) AS t(x) GROUP BY x ORDER BY x`)
      .collect();
    expect(rows).to.deep.equal([
      { x: null, n: 1 },
      { x: 0, n: 2 },
      { x: NaN, n: 2 },
    ]);
  });

  it('gives what is outside a domain as Spark does', async () => {
    expect(
      await values(
        'sqrt(-1)',
        'ln(0)',
        'log10(-1)',
        'asin(2)',
        'exp(1000)',
        'pow(0, 0)',
        'round(2.5D)',
        'round(-2.5D)',
        'round(125, -1)',
        'floor(-1.5D)',
        'ceil(-1.5D)',
      ),
    ).to.deep.equal([NaN, null, null, NaN, Infinity, 1, 3, -3, 130, -2, -1]);
  });

  it('knows three truth values', async () => {
    expect(
      await values(
        'null = null',
        'null <=> null',
        '2 IN (1, null)',
        '1 IN (1, null)',
        'null AND false',
        'null OR true',
        'NOT null',
        'array_contains(array(1, null), 2)',
        'array_contains(array(1, null), 1)',
      ),
    ).to.deep.equal([null, true, null, true, false, true, null, null, true]);
  });

  it('finds the elements of lists, or says that there is none', async () => {
    expect(await values('array(1, 2)[1]', 'element_at(array(1, 2), -1)', 'size(array())', 'size(cast(null as array<int>))')).to.deep.equal([
      2,
      2,
      0,
      null,
    ]);
    await fails('INVALID_ARRAY_INDEX', 'array(1, 2)[2]', 'array(1, 2)[-1]');
    await fails('INVALID_INDEX_OF_ZERO', 'element_at(array(1, 2), 0)');
    await fails('INVALID_ARRAY_INDEX_IN_ELEMENT_AT', 'element_at(array(1, 2), 3)');
  });

  it("reads and takes apart timestamps in the session's time zone", async () => {
    spark.conf.set('spark.sql.session.timeZone', 'America/New_York');
    try {
      const midnight = new Date('2024-07-01T04:00:00Z');
      expect(
        await values(
          "timestamp '2024-07-01 00:00:00'",
          "cast('2024-07-01 00:00:00' as timestamp)",
          "to_timestamp('2024-07-01')",
          "cast(date '2024-07-01' as timestamp)",
        ),
      ).to.deep.equal([midnight, midnight, midnight, midnight]);
      expect(await values("timestamp '2024-07-01 00:00:00Z'", "timestamp_ntz '2024-07-01 00:00:00'")).to.deep.equal([
        new Date('2024-07-01T00:00:00Z'),
        new Date('2024-07-01T00:00:00Z'),
      ]);
      const late = "timestamp '2024-07-01 02:30:00+00:00'";
      expect(await values(`hour(${late})`, `dayofmonth(${late})`, `cast(${late} as date)`, `cast(${late} as string)`)).to.deep.equal([
        22,
        30,
        new Date('2024-06-30'),
        '2024-06-30 22:30:00',
      ]);
    } finally {
      spark.conf.unset('spark.sql.session.timeZone');
    }
    expect(
      await values(
        "dayofweek(date '2024-03-03')",
        "date_add(date '2024-02-28', 2)",
        "datediff(date '2024-03-01', date '2024-02-01')",
        "date '2024-03-01' - date '2024-02-01'",
      ),
    ).to.deep.equal([1, new Date('2024-03-01'), 29, 29 * 86_400_000_000]);
  });

  it('gives each expression the type that its schema says', async () => {
    for (const text of [
      '1 + 1Y',
      '1 / 2',
      '1.5 * 2.25',
      'sum(1.5)',
      'avg(1)',
      'floor(1.5D)',
      "length('x')",
      'count(*)',
      "year(date '2024-01-01')",
      '5 & 3',
      'round(1.55, 1)',
      'null',
    ]) {
      const frame = spark.sql(`SELECT ${text} AS x`);
      const written = spark.createDataFrame(await frame.toArrow());
      expect(typeName(written.schema.fields[0]!.type), text).to.equal(typeName(frame.schema.fields[0]!.type));
    }
  });
});
