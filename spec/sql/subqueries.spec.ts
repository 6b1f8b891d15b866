import { expect } from 'chai';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { SparkSession } from '#lib/session/spark-session.js';
import { expectRows, expectRowSet } from '../expect-rows.js';
import { makeTables } from './tables.js';

describe('subqueries', () => {
  let spark: SparkSession;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
    makeTables(spark);
  });
  after(() => spark.stop());
  const sql = (text: string): DataFrame => spark.sql(text);
  const ids = (...list: number[]): object[] => list.map((id) => ({ id }));

  it('are lists for IN, with the logic of nulls', async () => {
    await expectRowSet(sql('SELECT id FROM t WHERE id IN (SELECT id FROM u)'), ids(1, 3));
    await expectRowSet(sql('SELECT id FROM t WHERE id NOT IN (SELECT id FROM u)'), ids(2, 4));
    await expectRows(sql('SELECT id FROM t WHERE id NOT IN (SELECT v FROM t)'), []);
    await expectRowSet(sql('SELECT id FROM t WHERE (id, v) IN (SELECT id, w / 10 FROM u)'), ids(1, 3));
    await expectRowSet(sql("SELECT id FROM t WHERE k = 'b' OR id IN (SELECT id FROM u WHERE w > 200)"), ids(2, 3));
    await expectRows(sql("SELECT 2 IN (SELECT '2') AS a, 2.5 IN (SELECT id FROM t) AS b"), [{ a: true, b: false }]);
  });

  it('exist or not, by columns of the rows around them, however deep', async () => {
    await expectRowSet(sql('SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.id = t.id)'), ids(1, 3));
    await expectRowSet(sql('SELECT id FROM t WHERE NOT EXISTS (SELECT * FROM u WHERE u.id = t.id AND w > 100)'), ids(2, 4));
    await expectRowSet(
      sql(
        'SELECT id FROM t a WHERE EXISTS (SELECT 1 FROM u WHERE u.id = a.id AND EXISTS (SELECT 1 FROM u x WHERE x.w = a.id * 100 AND x.id = u.id))',
      ),
      ids(1, 3),
    );
    await expectRowSet(sql('SELECT id FROM t WHERE EXISTS (SELECT id FROM u WHERE w = 300) AND id < 2'), ids(1));
  });

  it('are values, null without a row', async () => {
    await expectRowSet(sql('SELECT id, (SELECT max(w) FROM u WHERE u.id = t.id) AS m FROM t'), [
      { id: 1, m: 101 },
      { id: 2, m: null },
      { id: 3, m: 300 },
      { id: 4, m: null },
    ]);
    await expectRowSet(sql('SELECT id, (SELECT count(*) FROM u WHERE u.id = t.id) AS n FROM t'), [
      { id: 1, n: 2 },
      { id: 2, n: 0 },
      { id: 3, n: 1 },
      { id: 4, n: 0 },
    ]);
    await expectRows(sql('SELECT id FROM t WHERE v > (SELECT avg(v) FROM t b WHERE b.k = t.k)'), ids(3));
    await expectRows(sql('SELECT k, sum(v) AS s FROM t GROUP BY k HAVING sum(v) > (SELECT avg(v) FROM t)'), [{ k: 'a', s: 40 }]);
    await expectRows(sql('SELECT id FROM t ORDER BY (SELECT count(*) FROM u WHERE u.id = t.id) DESC, id'), ids(1, 3, 2, 4));
    await expectRows(sql('SELECT sum(CASE WHEN id IN (SELECT id FROM u) THEN 1 ELSE 0 END) AS n FROM t'), [{ n: 2 }]);
    expect(sql('SELECT (SELECT id FROM t WHERE v = 20) AS x').schema.fields[0]).to.deep.include({ name: 'x', nullable: true });
  });

  it('read common table expressions and views, also the table around them under its own name', async () => {
    await expectRows(sql('WITH a AS (SELECT 1 AS x) SELECT (SELECT max(x) FROM a) AS m, x FROM a WHERE x IN (SELECT x FROM a)'), [
      { m: 1, x: 1 },
    ]);
    await expectRowSet(sql('SELECT id FROM t WHERE v = (SELECT max(v) FROM t b WHERE b.k = t.k)'), ids(2, 3));
  });

  it('are lateral: rows for each row of the left', async () => {
    await expectRowSet(sql('SELECT t.id, z.w FROM t, LATERAL (SELECT w FROM u WHERE u.id = t.id) z'), [
      { id: 1, w: 100 },
      { id: 1, w: 101 },
      { id: 3, w: 300 },
    ]);
    await expectRowSet(
      sql('SELECT t.id, w FROM t LEFT JOIN LATERAL (SELECT w FROM u WHERE u.id = t.id ORDER BY w DESC LIMIT 1) z ON TRUE'),
      [
        { id: 1, w: 101 },
        { id: 2, w: null },
        { id: 3, w: 300 },
        { id: 4, w: null },
      ],
    );
    await expectRowSet(sql('SELECT x.id, y FROM t x JOIN LATERAL explode(array(x.id, 9)) AS e(y) ON e.y < 3'), [
      { id: 1, y: 1 },
      { id: 2, y: 2 },
    ]);
  });

  it('stand over user functions, which run first', async () => {
    spark.udf.register('twice', (n: number) => n * 2, 'int');
    await expectRowSet(sql('SELECT id FROM t WHERE id IN (SELECT twice(id) FROM u)'), ids(2));
    await expectRowSet(
      sql('SELECT id, (SELECT max(y) FROM (SELECT id, twice(w) AS y FROM u) z WHERE z.id = t.id) AS m FROM t WHERE id < 3'),
      [
        { id: 1, m: 202 },
        { id: 2, m: null },
      ],
    );
  });

  it('say what is wrong: columns, types, names, rows', async () => {
    expect(() => sql('SELECT (SELECT id, v FROM t)').schema).to.throw(/SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN.*id, v/);
    expect(() => sql('SELECT id FROM t WHERE id IN (SELECT id, w FROM u)').schema).to.throw(/IN_SUBQUERY_LENGTH_MISMATCH.*1 and 2/);
    expect(() => sql('SELECT id FROM t WHERE id IN (SELECT array(id) FROM u)').schema).to.throw(/IN_SUBQUERY_DATA_TYPE_MISMATCH/);
    expect(() => sql('SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.id = t.idd)').schema).to.throw(/UNRESOLVED_COLUMN.*t\.idd/);
    const many = await sql('SELECT (SELECT w FROM u) AS w')
      .collect()
      .then(
        () => undefined,
        (e: unknown) => e,
      );
    expect(many).to.have.property('condition', 'SCALAR_SUBQUERY_TOO_MANY_ROWS');
  });
});
