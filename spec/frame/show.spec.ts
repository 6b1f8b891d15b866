import { expect } from 'chai';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { showText } from '#lib/frame/show/show-text.js';
import { treeText } from '#lib/frame/show/tree-text.js';
import { SparkSession } from '#lib/session/spark-session.js';

describe('show', () => {
  let spark: SparkSession;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
  });
  after(() => spark.stop());
  const shown = (frame: DataFrame, truncate = 20, n = 20, vertical = false): Promise<string> => showText(frame, n, { truncate, vertical });
  const lines = (...text: string[]): string => `${text.join('\n')}\n`;

  it('prints what it is given as Spark does: right-aligned, NULL for null', async () => {
    const frame = spark.createDataFrame(
      [
        ['ann', 30, 1.5],
        [null, null, 1e7],
      ],
      'name string, age int, score double',
    );
    expect(await shown(frame)).to.equal(
      lines('+----+----+-----+', '|name| age|score|', '+----+----+-----+', '| ann|  30|  1.5|', '|NULL|NULL|1.0E7|', '+----+----+-----+'),
    );
  });

  it('cuts cells, or keeps them whole and aligns them left', async () => {
    const frame = spark.createDataFrame([['abcdefghijklmnopqrstuvwxyz'], ['a\nb\tc']], 's string');
    expect(await shown(frame)).to.equal(
      lines(
        '+--------------------+',
        '|                   s|',
        '+--------------------+',
        '|abcdefghijklmnopq...|',
        '|             a\\nb\\tc|',
        '+--------------------+',
      ),
    );
    expect(await shown(frame, 0, 1)).to.equal(
      lines(
        '+--------------------------+',
        '|s                         |',
        '+--------------------------+',
        '|abcdefghijklmnopqrstuvwxyz|',
        '+--------------------------+',
        'only showing top 1 row',
      ).trimEnd(),
    );
    expect(await shown(frame, 3, 1)).to.equal(lines('+---+', '|  s|', '+---+', '|abc|', '+---+', 'only showing top 1 row').trimEnd());
  });

  it('says that there are more rows, and shows none of none', async () => {
    expect(await shown(spark.range(3), 20, 2)).to.equal(
      lines('+---+', '| id|', '+---+', '|  0|', '|  1|', '+---+', 'only showing top 2 rows').trimEnd(),
    );
    expect(await shown(spark.range(0))).to.equal(lines('+---+', '| id|', '+---+', '+---+'));
  });

  it('prints a line a value when vertical', async () => {
    const frame = spark.createDataFrame(
      [
        ['ann', 7],
        ['bo', null],
      ],
      'name string, n int',
    );
    expect(await shown(frame, 20, 20, true)).to.equal(
      lines('-RECORD 0----', ' name | ann  ', ' n    | 7    ', '-RECORD 1----', ' name | bo   ', ' n    | NULL '),
    );
    expect(await shown(frame.filter('false'), 20, 20, true)).to.equal('(0 rows)\n');
  });

  it('prints every type', async () => {
    const row = {
      d: new Date('2024-02-29'),
      t: new Date('2024-02-29T01:02:03.040Z'),
      l: [1, null],
      m: new Map([['k', 1.5]]),
      p: { x: 'y', z: null },
      b: new Uint8Array([0, 255]),
      e: '1.50',
      t2: true,
    };
    const frame = spark.createDataFrame(
      [row],
      'd date, t timestamp, l array<int>, m map<string,double>, p struct<x: string, z: int>, b binary, e decimal(5,2), t2 boolean',
    );
    const [, , , cells] = (await shown(frame, 0)).split('\n');
    expect(
      cells!
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    ).to.deep.equal(['2024-02-29', '2024-02-29 01:02:03.04', '[1, NULL]', '{k -> 1.5}', '{y, NULL}', '[00 FF]', '1.50', 'true']);
  });

  it('prints doubles as Java does', async () => {
    const numbers = [1, -0, 0.001, 0.0001, 9999999, 1e7, 123456789.125, NaN, Infinity, -Infinity, 1 / 3];
    const text = await shown(
      spark.createDataFrame(
        numbers.map((x) => [x]),
        'x double',
      ),
      0,
    );
    expect(
      text
        .split('\n')
        .slice(3, -2)
        .map((line) => line.slice(1, -1).trim()),
    ).to.deep.equal([
      '1.0',
      '-0.0',
      '0.001',
      '1.0E-4',
      '9999999.0',
      '1.0E7',
      '1.23456789125E8',
      'NaN',
      'Infinity',
      '-Infinity',
      '0.3333333333333333',
    ]);
  });

  it("shows timestamps in the session's time zone", async () => {
    const frame = spark.createDataFrame([[new Date('2024-07-01T22:30:00Z')]], 't timestamp');
    spark.conf.set('spark.sql.session.timeZone', 'Europe/Berlin');
    try {
      expect((await shown(frame, 0)).split('\n')[3]).to.equal('|2024-07-02 00:30:00|');
    } finally {
      spark.conf.unset('spark.sql.session.timeZone');
    }
  });

  it('counts wide characters as two, and shows columns that share a name', async () => {
    expect(await shown(spark.createDataFrame([['日本']], 'x string'))).to.equal(lines('+----+', '|   x|', '+----+', '|日本|', '+----+'));
    expect(await shown(spark.sql('SELECT 1 AS a, 2 AS a'))).to.equal(
      lines('+---+---+', '|  a|  a|', '+---+---+', '|  1|  2|', '+---+---+'),
    );
  });
});

describe('printSchema', () => {
  it('prints a tree with nested types and whether there can be nulls', async () => {
    const spark = await SparkSession.builder.master('local[2]').getOrCreate();
    const frame = spark.createDataFrame([], 'id bigint NOT NULL, p struct<x: array<int>>, m map<string,double>');
    expect(treeText(frame.schema)).to.equal(
      [
        'root',
        ' |-- id: long (nullable = false)',
        ' |-- p: struct (nullable = true)',
        ' |    |-- x: array (nullable = true)',
        ' |    |    |-- element: integer (containsNull = true)',
        ' |-- m: map (nullable = true)',
        ' |    |-- key: string',
        ' |    |-- value: double (valueContainsNull = true)',
        '',
      ].join('\n'),
    );
    await spark.stop();
  });
});
