import { expect } from 'chai';
import { parseJson, variantGet } from '#lib/column/functions/index.js';
import { SparkSession } from '#lib/session/spark-session.js';
import { Variant } from '#lib/variant/variant.js';
import { expectAnswers, expectFailures } from './ask.js';

describe('functions of variants', () => {
  let spark: SparkSession;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
  });
  after(() => spark.stop());

  it('read JSON', () =>
    expectAnswers(spark, [
      [`to_json(parse_json('{"b":1,"a":{"d":1,"c":2},"B":3}'))`, '{"B":3,"a":{"c":2,"d":1},"b":1}'],
      [`to_json(parse_json('[1.50, 100.0, 1e3, 1e400, 12345678901234567890]'))`, '[1.5,100,1000.0,"Infinity",12345678901234567890]'],
      [`to_json(parse_json('1 2'))`, '1'],
      [`try_parse_json('[1,]')`, null],
      [`try_parse_json('{"a":1,"a":2}')`, null],
      ['parse_json(null)', null],
      ["typeof(parse_json('1'))", 'variant'],
      ["is_variant_null(parse_json('null'))", true],
      ['is_variant_null(null)', false],
      ['is_valid_variant(null)', null],
    ]));

  it('find values by paths and cast them', () =>
    expectAnswers(spark, [
      [`variant_get(parse_json('{"a":[{"b c":5}]}'), '$.a[0]["b c"]', 'int')`, 5],
      [`variant_get(parse_json('{"a":{"b":1}}'), '$.a', 'string')`, '{"b":1}'],
      [`variant_get(parse_json('{"a":null}'), '$.a', 'int')`, null],
      [`is_variant_null(variant_get(parse_json('{"a":null}'), '$.a'))`, true],
      [`try_variant_get(parse_json('["a",1]'), '$', 'array<int>')`, [null, 1]],
      [`try_variant_get(parse_json('{"a":[1,"x"]}'), '$', 'struct<a:array<int>,b:int>')`, { a: [1, null], b: null }],
      [`cast(parse_json('" 12 "') as int)`, 12],
      [`cast(parse_json('1.5') as decimal(3,0))`, '2'],
      [`cast(parse_json('1.50') as string)`, '1.5'],
      [`cast(parse_json('null') as string)`, null],
      [`cast(parse_json('true') as double)`, 1],
      [`cast(cast(1e10D as variant) as string)`, '1.0E10'],
      [`try_cast(parse_json('"x"') as int)`, null],
      [`to_json(to_variant_object(named_struct('b', X'01', 'a', cast(null as int), 'c', 1.500)))`, '{"a":null,"b":"AQ==","c":1.5}'],
    ]));

  it('know their types', () =>
    expectAnswers(spark, [
      [`schema_of_variant(parse_json('[{"a":1},{"b c":"x"},{"a":"y"}]'))`, 'ARRAY<OBJECT<a: VARIANT, `b c`: STRING>>'],
      [`schema_of_variant(parse_json('[1, 2.5]'))`, 'ARRAY<DECIMAL(21,1)>'],
      [`schema_of_variant(parse_json('[99999999999999999999999999999999999999, 0.5]'))`, 'ARRAY<DOUBLE>'],
      [`schema_of_variant(parse_json('[]'))`, 'ARRAY<VOID>'],
      [`schema_of_variant(cast(timestamp_ntz'2024-01-01 00:00:00' as variant))`, 'TIMESTAMP_NTZ'],
    ]));

  it('are changed at paths', () =>
    expectAnswers(spark, [
      [`to_json(variant_insert(parse_json('{}'), '$.a[2].b', 2))`, '{"a":[null,null,{"b":2}]}'],
      [`to_json(variant_set(parse_json('[]'), '$[1].x', 1))`, '[null,{"x":1}]'],
      [`to_json(variant_set(parse_json('[1]'), '$[3]', 2, false))`, '[1]'],
      [`to_json(variant_array_append(parse_json('[[1]]'), '$[0]', array(2)))`, '[[1,[2]]]'],
      [`to_json(variant_delete(parse_json('{"a":[1,{"b":2}]}'), '$.a[1].b', null, '$.x'))`, '{"a":[1,{}]}'],
      [`to_json(variant_strip_nulls(parse_json('[null,{"a":null}]'), false))`, '[null,{}]'],
      [`try_variant_insert(parse_json('{"a":1}'), '$.a', 2)`, null],
    ]));

  it('fail as Spark does', () =>
    expectFailures(spark, [
      [
        'MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION',
        `parse_json('[1,]')`,
        `parse_json('')`,
        `parse_json('NaN')`,
        `parse_json("{'a':1}")`,
      ],
      [
        'INVALID_VARIANT_CAST',
        `cast(parse_json('"x"') as int)`,
        `cast(parse_json('1') as date)`,
        `cast(parse_json('1e400') as decimal(5,1))`,
      ],
      ['INVALID_VARIANT_GET_PATH', `variant_get(parse_json('1'), 'a')`, `try_variant_get(parse_json('1'), x) FROM VALUES ('$[') AS t(x)`],
      ['INVALID_VARIANT_PATH', `variant_set(parse_json('1'), '$', 1)`, `try_variant_insert(parse_json('{}'), 'x', 1)`],
      ['VARIANT_PATH_TYPE_MISMATCH', `variant_insert(parse_json('{"a":1}'), '$.a.b', 2)`, `variant_array_append(parse_json('1'), '$', 2)`],
      ['VARIANT_DUPLICATE_KEY', `variant_insert(parse_json('{"a":1}'), '$.a', 2)`],
      ['DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION', `cast(named_struct('a', 1) as variant)`, 'to_variant_object(1)'],
      ['DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', `variant_get('{}', '$.a')`, 'is_variant_null(1)'],
    ]));

  it('give a row a part, and a type to a group', async () => {
    const rows = await spark
      .sql(`SELECT t.* FROM VALUES (parse_json('{"b":[1],"a":2}')) AS v(x), LATERAL variant_explode(v.x) AS t`)
      .collect();
    expect(rows.map((r: any) => [r.pos, r.key, String(r.value)])).to.deep.equal([[0, 'a', '2'], [1, 'b', '[1]']]); // prettier-ignore
    const outer = await spark.sql(`SELECT * FROM variant_explode_outer(parse_json('5'))`).collect();
    expect(outer).to.deep.equal([{ pos: null, key: null, value: null }]);
    const [types] = await spark.sql(`SELECT schema_of_variant_agg(v) AS all, schema_of_variant_agg(v) FILTER (WHERE false) AS none
      FROM VALUES (parse_json('1')), (null), (parse_json('2.5')) AS t(v)`).collect(); // prettier-ignore
    expect(types).to.deep.equal({ all: 'DECIMAL(21,1)', none: 'VOID' });
  });

  it('hold Variants in JavaScript, both ways', async () => {
    const df = spark.createDataFrame([{ text: '{"n":12345678901234567890,"s":"x"}' }]).select(parseJson('text').as('v'));
    const [row] = await df.collect();
    expect(row!.v).to.be.instanceOf(Variant);
    expect(String(row!.v)).to.equal('{"n":12345678901234567890,"s":"x"}');
    expect(JSON.stringify({ v: row!.v })).to.equal('{"v":{"n":12345678901234567000,"s":"x"}}');
    const again = spark.createDataFrame([{ v: row!.v }, { v: null }], 'v variant');
    expect(await again.select(variantGet('v', '$.s', 'string').as('s')).collect()).to.deep.equal([{ s: 'x' }, { s: null }]);
    expect(df.schema.fields[0]!.type).to.deep.equal({ kind: 'variant' });
  });
});
