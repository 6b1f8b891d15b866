import { expect } from 'chai';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { SparkSession } from '#lib/session/spark-session.js';
import { expectRows } from '../expect-rows.js';
import { makeTables } from './tables.js';

describe('generators', () => {
  let spark: SparkSession;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
    makeTables(spark);
  });
  after(() => spark.stop());
  const sql = (text: string): DataFrame => spark.sql(text);

  it('stand in a select list beside columns', async () => {
    await expectRows(sql("SELECT 'c' AS y, explode(array(1, 2)) AS x"), [
      { y: 'c', x: 1 },
      { y: 'c', x: 2 },
    ]);
    await expectRows(sql("SELECT posexplode(array('a', 'b'))"), [
      { pos: 0, col: 'a' },
      { pos: 1, col: 'b' },
    ]);
    await expectRows(sql("SELECT posexplode(array('a')) AS (p, c)"), [{ p: 0, c: 'a' }]);
    await expectRows(sql("SELECT inline(array(struct(1 AS a, 'x' AS b), struct(2 AS a, null AS b)))"), [
      { a: 1, b: 'x' },
      { a: 2, b: null },
    ]);
    await expectRows(sql('SELECT stack(2, 1, 2, 3)'), [
      { col0: 1, col1: 2 },
      { col0: 3, col1: null },
    ]);
    await expectRows(sql('SELECT explode(collection => array(10))'), [{ col: 10 }]);
    await expectRows(sql('SELECT *, explode(array(id)) AS e FROM u WHERE w > 200'), [{ id: 3, w: 300, e: 3 }]);
  });

  it('give nothing for empty arrays and nulls, or one row of nulls when outer', async () => {
    const array = 'CASE WHEN id < 3 THEN array(id) WHEN id = 3 THEN array() END';
    await expectRows(sql(`SELECT id, explode(${array}) AS x FROM t`), [
      { id: 1, x: 1 },
      { id: 2, x: 2 },
    ]);
    const rows = [
      { id: 1, p: 0, x: 1 },
      { id: 2, p: 0, x: 2 },
      { id: 3, p: null, x: null },
      { id: 4, p: null, x: null },
    ];
    await expectRows(sql(`SELECT id, posexplode_outer(${array}) AS (p, x) FROM t`), rows);
    await expectRows(sql(`SELECT id, p, z.x FROM t LATERAL VIEW OUTER posexplode(${array}) z AS p, x`), rows);
  });

  it('are lateral views, one over the other', async () => {
    await expectRows(
      sql('SELECT id, a, b FROM u LATERAL VIEW explode(array(w, 0)) AS a LATERAL VIEW explode(array(a + 1)) x AS b WHERE w = 300'),
      [
        { id: 3, a: 300, b: 301 },
        { id: 3, a: 0, b: 1 },
      ],
    );
  });

  it('stand over groups, and are grouped', async () => {
    await expectRows(sql('SELECT explode(collect_list(id)) AS x FROM u ORDER BY x'), [{ x: 1 }, { x: 1 }, { x: 3 }]);
    await expectRows(sql('SELECT x % 2 AS odd, sum(x) AS s FROM (SELECT explode(array(1, 2, 3)) AS x) GROUP BY 1 ORDER BY 1'), [
      { odd: 0, s: 2 },
      { odd: 1, s: 4 },
    ]);
  });

  it('are tables', async () => {
    await expectRows(sql('SELECT * FROM range(1, 6, 2)'), [{ id: 1 }, { id: 3 }, { id: 5 }]);
    await expectRows(sql('SELECT e.x + 1 AS y FROM explode(array(10, 20)) AS e(x)'), [{ y: 11 }, { y: 21 }]);
    await expectRows(sql('VALUES 1, 2.5'), [{ col1: '1.0' }, { col1: '2.5' }]);
    expect(() => sql('SELECT * FROM explod(array(1))')).to.throw(/UNRESOLVABLE_TABLE_VALUED_FUNCTION.*'explode'.*line 1, column 15/s);
  });

  it('say what they need', () => {
    expect(() => sql('SELECT explode(1)').schema).to.throw(/explode\(\) must have one array or map; got 1: int/);
    expect(() => sql('SELECT explode(array(1)) + 1').schema).to.throw(/UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS/);
    expect(() => sql('SELECT explode(array(1)), explode(array(2))').schema).to.throw(/UNSUPPORTED_GENERATOR.MULTI_GENERATOR/);
    expect(() => sql('SELECT posexplode(array(1)) AS (a, b, c)').schema).to.throw(/UDTF_ALIAS_NUMBER_MISMATCH.*2 columns \(pos, col\)/);
    expect(() => sql('VALUES (1, 2), (3)')).to.throw(/INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH/);
    expect(() => sql('SELECT explode(array(1), collection => array(2))')).to.throw(/DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT/);
  });
});
