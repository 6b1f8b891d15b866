import { expect } from 'chai';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { SparkSession } from '#lib/session/spark-session.js';
import { expectRows, expectRowSet } from '../expect-rows.js';

describe('spark.sql', () => {
  let spark: SparkSession;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
    const people = spark.createDataFrame(
      [
        ['ann', 30, 'oslo'],
        ['bob', null, 'rome'],
        [null, 41, 'oslo'],
        ['dan', 30, null],
      ],
      'name string, age int, city string',
    );
    people.createOrReplaceTempView('people');
    spark
      .createDataFrame(
        [
          ['oslo', 'no'],
          ['rome', 'it'],
          ['bonn', 'de'],
        ],
        'city string, land string',
      )
      .createOrReplaceTempView('cities');
  });
  after(() => spark.stop());
  const sql = (text: string, parameters?: Record<string, unknown>): DataFrame => spark.sql(text, parameters);

  it('selects, with and without a table', async () => {
    await expectRows(sql("SELECT 1 AS one, upper('x') AS x"), [{ one: 1, x: 'X' }]);
    await expectRows(sql('SELECT p.*, age + 1 AS next FROM people p WHERE age > 35;'), [{ name: null, age: 41, city: 'oslo', next: 42 }]);
    await expectRows(sql('SELECT people.name FROM people LIMIT 1'), [{ name: 'ann' }]);
    await expectRows(sql("SELECT count(*) AS n FROM people WHERE city NOT IN ('oslo', NULL)"), [{ n: 0 }]);
    expect(() => sql('SELECT id')).to.throw(/UNRESOLVED_COLUMN.WITHOUT_SUGGESTION/);
  });

  it('joins by a condition, by names and by all names', async () => {
    const rows = [
      { name: 'ann', land: 'no' },
      { name: 'bob', land: 'it' },
      { name: null, land: 'no' },
    ];
    await expectRowSet(sql('SELECT p.name, c.land FROM people p JOIN cities c ON p.city = c.city'), rows);
    await expectRowSet(sql('SELECT name, land FROM people JOIN cities USING (city)'), rows);
    await expectRowSet(sql('SELECT name, land FROM people NATURAL JOIN cities'), rows);
    await expectRowSet(sql('SELECT name, land FROM people p, cities c WHERE p.city = c.city'), rows);
    await expectRows(sql('SELECT name FROM people LEFT ANTI JOIN cities USING (city)'), [{ name: 'dan' }]);
    await expectRows(
      sql('SELECT land FROM people p FULL OUTER JOIN cities c ON p.city = c.city WHERE p.city IS NULL AND land IS NOT NULL'),
      [{ land: 'de' }],
    );
    expect(() => sql('SELECT city FROM people p JOIN cities c ON p.city = c.city')).to.throw(/AMBIGUOUS_REFERENCE.*p\.city, c\.city/);
  });

  it('groups by columns, aliases, places and expressions, and filters groups', async () => {
    await expectRows(sql('SELECT city, count(*) AS n, sum(age) FROM people GROUP BY city HAVING count(*) > 1'), [
      { city: 'oslo', n: 2, 'sum(age)': 71 },
    ]);
    await expectRows(sql('SELECT upper(city) AS c, count(*) AS n FROM people GROUP BY c ORDER BY n DESC, c'), [
      { c: 'OSLO', n: 2 },
      { c: null, n: 1 },
      { c: 'ROME', n: 1 },
    ]);
    await expectRows(sql('SELECT upper(city), count(*) FROM people GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1'), [
      { 'upper(city)': 'OSLO', 'count(1)': 2 },
    ]);
    await expectRows(sql('SELECT city FROM people GROUP BY city HAVING sum(age) > 30 ORDER BY count(*)'), [{ city: 'oslo' }]);
    await expectRows(sql('SELECT age / 2 AS h, count(*) AS n FROM people GROUP BY age / 2 ORDER BY h'), [
      { h: null, n: 1 },
      { h: 15, n: 2 },
      { h: 20.5, n: 1 },
    ]);
    await expectRows(sql("SELECT count(DISTINCT age) AS a, count(age) FILTER (WHERE city = 'oslo') AS b FROM people"), [{ a: 2, b: 2 }]);
    await expectRows(sql('SELECT count(*) FROM people HAVING count(*) > 100'), []);
    expect(() => sql('SELECT name, count(*) FROM people GROUP BY city')).to.throw(/MISSING_AGGREGATION/);
    expect(() => sql('SELECT name FROM people WHERE count(*) > 1')).to.throw(/INVALID_WHERE_CONDITION/);
  });

  it('orders by what is not selected, and takes and skips rows', async () => {
    await expectRows(sql('SELECT name FROM people ORDER BY age DESC NULLS FIRST, name'), [
      { name: 'bob' },
      { name: null },
      { name: 'ann' },
      { name: 'dan' },
    ]);
    await expectRows(sql('SELECT city, count(*) AS n FROM people GROUP BY city ORDER BY max(age) DESC, city LIMIT 2'), [
      { city: 'oslo', n: 2 },
      { city: null, n: 1 },
    ]);
    await expectRows(sql('SELECT name FROM people ORDER BY upper(city), name LIMIT 2 OFFSET 1'), [{ name: null }, { name: 'ann' }]);
    await expectRows(sql('SELECT DISTINCT city FROM people ORDER BY city'), [{ city: null }, { city: 'oslo' }, { city: 'rome' }]);
  });

  it('names queries and nests them', async () => {
    await expectRows(sql('WITH a AS (SELECT 1 AS x), b AS (SELECT x + 1 AS y FROM a) SELECT * FROM a CROSS JOIN b'), [{ x: 1, y: 2 }]);
    await expectRows(sql('SELECT t.n FROM (SELECT count(*) AS n FROM people) t'), [{ n: 4 }]);
    await expectRows(sql("SELECT * FROM VALUES (1, 'a'), (2, NULL) AS t(x, y)"), [
      { x: 1, y: 'a' },
      { x: 2, y: null },
    ]);
  });

  it('combines queries', async () => {
    await expectRows(sql('SELECT 1 AS x UNION SELECT 1 UNION ALL SELECT 2 ORDER BY x'), [{ x: 1 }, { x: 2 }]);
    await expectRows(sql('SELECT 1 AS x UNION ALL SELECT 2.5 ORDER BY x DESC'), [{ x: '2.5' }, { x: '1.0' }]);
    await expectRowSet(sql('SELECT city FROM people INTERSECT SELECT city FROM cities'), [{ city: 'oslo' }, { city: 'rome' }]);
    await expectRows(sql('SELECT city FROM cities EXCEPT SELECT city FROM people'), [{ city: 'bonn' }]);
    await expectRows(sql('SELECT NULL AS x UNION ALL SELECT NULL'), [{ x: null }, { x: null }]);
  });

  it('has windows, cases, bits and nested values', async () => {
    await expectRows(
      sql(
        'SELECT name, row_number() OVER (PARTITION BY city ORDER BY age) AS r, sum(age) OVER (ORDER BY name ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s FROM people ORDER BY name',
      ),
      [
        { name: null, r: 2, s: 41 },
        { name: 'ann', r: 1, s: 71 },
        { name: 'bob', r: 1, s: 30 },
        { name: 'dan', r: 1, s: 30 },
      ],
    );
    await expectRows(sql("SELECT CASE WHEN age > 35 THEN 'old' WHEN age IS NULL THEN '?' ELSE 'young' END AS g FROM people"), [
      { g: 'young' },
      { g: '?' },
      { g: 'old' },
      { g: 'young' },
    ]);
    await expectRows(sql('SELECT 6 & 3 AS a, 6 | 3 AS b, 6 ^ 3 AS c, ~6 AS d'), [{ a: 2, b: 7, c: 5, d: -7 }]);
    await expectRows(sql("SELECT array(1, 2)[1] AS a, struct(1 AS x, 'y' AS z).z AS b, struct(age).age AS c FROM people LIMIT 1"), [
      { a: 2, b: 'y', c: 30 },
    ]);
    expect(() => sql('SELECT 1.5 & 2')).to.throw(/DATATYPE_MISMATCH/);
  });

  it('binds parameters as values, never as text', async () => {
    await expectRows(sql('SELECT name FROM people WHERE name = :n AND age >= :a', { n: 'ann', a: 30 }), [{ name: 'ann' }]);
    await expectRows(sql('SELECT :s AS s', { s: "x' OR 1 = 1 --" }), [{ s: "x' OR 1 = 1 --" }]);
    await expectRows(sql('SELECT :d AS d, :l AS l, :n AS n', { d: new Date(5), l: [1, 2], n: null }), [
      { d: new Date(5), l: [1, 2], n: null },
    ]);
    expect(() => sql('SELECT :x', { y: 1 })).to.throw(/':x' has no value.*line 1, column 8/s);
  });

  it('makes, shows, describes and drops views', async () => {
    await expectRows(sql('CREATE TEMP VIEW v AS SELECT 1 AS x'), []);
    expect(() => sql('CREATE TEMP VIEW v AS SELECT 1 AS x')).to.throw(/TEMP_TABLE_OR_VIEW_ALREADY_EXISTS/);
    sql('CREATE OR REPLACE TEMPORARY VIEW V AS SELECT x + 1 AS y FROM v');
    await expectRows(sql('SELECT * FROM v'), [{ y: 2 }]);
    await expectRows(sql('DESCRIBE v'), [{ col_name: 'y', data_type: 'int', comment: null }]);
    expect((await sql('SHOW TABLES').collect()).map((row) => (row as { tableName: string }).tableName)).to.include('V');
    sql('DROP VIEW v');
    sql('DROP VIEW IF EXISTS v');
    expect(() => sql('DROP VIEW v')).to.throw(/TABLE_OR_VIEW_NOT_FOUND/);
    expect(() => sql('SELECT * FROM peple')).to.throw(/No table or view 'peple'. Did you mean 'people'/);
  });

  it('sets and shows settings', async () => {
    await expectRows(sql('SET spark.sql.caseSensitive = true'), [{ key: 'spark.sql.caseSensitive', value: 'true' }]);
    try {
      expect(() => sql('SELECT NAME FROM people')).to.throw(/Did you mean 'name'/);
    } finally {
      sql('SET spark.sql.caseSensitive = false');
    }
    await expectRows(sql('SELECT NAME FROM PEOPLE LIMIT 1'), [{ name: 'ann' }]);
  });
});
