import { expect } from 'chai';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { SparkSession } from '#lib/session/spark-session.js';
import { expectRows, expectRowSet } from '../expect-rows.js';
import { makeTables } from './tables.js';

describe('groups, pivots and windows of SQL text', () => {
  let spark: SparkSession;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
    makeTables(spark);
  });
  after(() => spark.stop());
  const sql = (text: string): DataFrame => spark.sql(text);

  it('groups by sets, of which grouping() tells the nulls from those of the data', async () => {
    await expectRows(sql('SELECT k, grouping(k) AS g, count(*) AS n FROM t GROUP BY ROLLUP (k) ORDER BY g, k'), [
      { k: null, g: 0, n: 1 },
      { k: 'a', g: 0, n: 2 },
      { k: 'b', g: 0, n: 1 },
      { k: null, g: 1, n: 4 },
    ]);
    await expectRows(
      sql('SELECT k, id % 2 AS odd, grouping_id() AS g, sum(v) AS s FROM t WHERE v > 0 GROUP BY CUBE (k, id % 2) ORDER BY g, k, odd'),
      [
        { k: 'a', odd: 1, g: 0, s: 40 },
        { k: 'b', odd: 0, g: 0, s: 20 },
        { k: 'a', odd: null, g: 1, s: 40 },
        { k: 'b', odd: null, g: 1, s: 20 },
        { k: null, odd: 0, g: 2, s: 20 },
        { k: null, odd: 1, g: 2, s: 40 },
        { k: null, odd: null, g: 3, s: 60 },
      ],
    );
    const sets = [
      { k: 'a', id: null, s: 40 },
      { k: 'b', id: null, s: 20 },
      { k: null, id: 1, s: 10 },
      { k: null, id: 2, s: 20 },
      { k: null, id: 3, s: 30 },
    ];
    await expectRowSet(sql('SELECT k, id, sum(v) AS s FROM t WHERE v > 0 GROUP BY GROUPING SETS ((k), (id))'), sets);
    await expectRowSet(sql('SELECT k, id, sum(v) AS s FROM t WHERE v > 0 GROUP BY k, id GROUPING SETS (k, id)'), sets);
    await expectRows(sql('SELECT k, count(*) AS n FROM t WHERE id > 9 GROUP BY ROLLUP (k)'), []);
    expect(sql('SELECT id FROM u GROUP BY ROLLUP (id)').schema.fields[0]!.nullable).to.equal(true);
    expect(() => sql('SELECT grouping(k) FROM t GROUP BY k').schema).to.throw(/UNSUPPORTED_GROUPING_EXPRESSION/);
    expect(() => sql('SELECT grouping(v) FROM t GROUP BY CUBE (k)').schema).to.throw(/GROUPING_COLUMN_MISMATCH/);
  });

  it('groups and orders by all, by places and by aliases', async () => {
    await expectRows(sql('SELECT k, sum(v) AS s FROM t GROUP BY ALL ORDER BY ALL'), [
      { k: null, s: null },
      { k: 'a', s: 40 },
      { k: 'b', s: 20 },
    ]);
    await expectRows(sql('SELECT k, count(*) AS c FROM t GROUP BY k HAVING c > 1'), [{ k: 'a', c: 2 }]);
    await expectRows(sql('SELECT max(v) - min(v) AS d FROM t HAVING count(*) > 1'), [{ d: 20 }]);
    await expectRows(sql('SELECT a, a + 1 AS b, b * 2 AS c FROM (SELECT 1 AS a)'), [{ a: 1, b: 2, c: 4 }]);
    await expectRows(sql('SELECT DISTINCT k FROM t ORDER BY upper(k) DESC'), [{ k: 'b' }, { k: 'a' }, { k: null }]);
    expect(() => sql('SELECT k FROM t GROUP BY 2').schema).to.throw(/GROUP_BY_POS_OUT_OF_RANGE.*from 1 to 1/);
    expect(() => sql('SELECT k FROM t ORDER BY 3').schema).to.throw(/ORDER_BY_POS_OUT_OF_RANGE/);
    expect(() => sql('SELECT count(*) FROM t GROUP BY 1').schema).to.throw(/GROUP_BY_POS_AGGREGATE/);
    expect(() => sql('SELECT DISTINCT k FROM t ORDER BY v').schema).to.throw(/ORDER BY of a SELECT DISTINCT/);
  });

  it('pivots and unpivots', async () => {
    await expectRows(sql("SELECT * FROM (SELECT k, v FROM t) PIVOT (sum(v) AS s, count(*) AS c FOR k IN ('a', 'b' AS bee))"), [
      { a_s: 40, a_c: 2, bee_s: 20, bee_c: 1 },
    ]);
    await expectRowSet(sql("SELECT * FROM t PIVOT (max(v) FOR k IN ('a', 'b')) WHERE id < 3"), [
      { id: 1, a: 10, b: null },
      { id: 2, a: null, b: 20 },
    ]);
    await expectRows(sql('SELECT * FROM (SELECT 7 AS id, 2 AS a, null AS b) UNPIVOT (val FOR name IN (a, b AS bee))'), [
      { id: 7, name: 'a', val: 2 },
    ]);
    await expectRows(sql('SELECT name FROM (SELECT 7 AS id, 2 AS a, null AS b) UNPIVOT INCLUDE NULLS (val FOR name IN (a, b AS bee))'), [
      { name: 'a' },
      { name: 'bee' },
    ]);
    await expectRows(sql('SELECT * FROM (SELECT 1 AS a, 2 AS b, 3 AS c, 4 AS d) UNPIVOT ((x, y) FOR n IN ((a, b) AS p, (c, d)))'), [
      { n: 'p', x: 1, y: 2 },
      { n: 'c_d', x: 3, y: 4 },
    ]);
  });

  it('names windows, filters by them, and sees the groups that HAVING leaves', async () => {
    await expectRowSet(sql('SELECT id, sum(v) OVER w AS s FROM t WINDOW w AS (PARTITION BY k ORDER BY id)'), [
      { id: 1, s: 10 },
      { id: 3, s: 40 },
      { id: 2, s: 20 },
      { id: 4, s: null },
    ]);
    await expectRowSet(sql('SELECT id, row_number() OVER (PARTITION BY k ORDER BY id DESC) AS rn FROM t QUALIFY rn = 1'), [
      { id: 2, rn: 1 },
      { id: 3, rn: 1 },
      { id: 4, rn: 1 },
    ]);
    await expectRows(sql('SELECT id, rank() OVER (ORDER BY sum(v)) AS r FROM t GROUP BY id HAVING sum(v) > 10 ORDER BY id'), [
      { id: 2, r: 1 },
      { id: 3, r: 2 },
    ]);
    await expectRows(sql('SELECT id, sum(v) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 2 - 1 PRECEDING) AS s FROM t'), [
      { id: 1, s: null },
      { id: 2, s: 10 },
      { id: 3, s: 30 },
      { id: 4, s: 60 },
    ]);
    const days = "SELECT DATE '2024-02-28' + id AS d, id FROM t";
    await expectRows(
      sql(`SELECT id, count(*) OVER (ORDER BY d RANGE BETWEEN INTERVAL 1 DAY PRECEDING AND CURRENT ROW) AS n FROM (${days}) ORDER BY id`),
      [
        { id: 1, n: 1 },
        { id: 2, n: 2 },
        { id: 3, n: 2 },
        { id: 4, n: 2 },
      ],
    );
    expect(() => sql('SELECT sum(v) OVER w FROM t')).to.throw(/MISSING_WINDOW_SPECIFICATION.*no window 'w'/);
  });

  it('combines queries by the precedence of the standard', async () => {
    await expectRows(sql('SELECT 1 AS x UNION SELECT 2 INTERSECT SELECT 2 ORDER BY 1'), [{ x: 1 }, { x: 2 }]);
    await expectRows(sql('SELECT id FROM t MINUS SELECT id FROM u ORDER BY id DESC'), [{ id: 4 }, { id: 2 }]);
    await expectRows(sql('(SELECT 1 AS x UNION ALL SELECT 3) ORDER BY x DESC LIMIT 2 - 1'), [{ x: 3 }]);
    await expectRows(sql('SELECT * EXCEPT (v, t.k) FROM t ORDER BY id LIMIT 1 OFFSET 1'), [{ id: 2 }]);
  });
});
