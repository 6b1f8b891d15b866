import { expect } from 'chai';
import { SparkSession } from '#lib/session/spark-session.js';

/** Expressions and what Apache Spark 4.3 gives for them. */
const ANSWERS: Readonly<Record<string, readonly (readonly [sql: string, expected: unknown])[]>> = {
  'regular expressions of Java': [
    [`rlike('abc\\n', 'c$')`, true],
    [`rlike('aaab', 'a++b')`, true],
    [`rlike('abcd', '^[a-z&&[^bc]]+$')`, false],
    [`regexp_replace('a1b2', '(\\\\d)', '<$1>')`, 'a<1>b<2>'],
    [`regexp_replace('a1b2', '\\\\d', 'x', 3)`, 'a1bx'],
    [`regexp_replace('abc', 'x*', '-')`, '-a-b-c-'],
    [`split('abc', '', 2)`, ['a', 'bc']],
    [`split('aXbX', 'X', 0)`, ['a', 'b', '']],
    [`split('abc', '(?=b)')`, ['a', 'bc']],
    [`regexp_count('aaa', null)`, null],
  ],
  'places and parts': [
    [`overlay('Spark', 'XYZ', -2, 1)`, 'XYZk'],
    [`substring_index('aaaa', 'aa', -2)`, 'a'],
    [`split_part('abc', '', -1)`, 'abc'],
    [`instr('abcabc', 'b', -1, 2)`, 2],
    [`locate('b', 'abcb', cast(null as int))`, 0],
    [`concat_ws(null, array('a'))`, null],
    [`lpad('hi', 5, '')`, 'hi'],
  ],
  'letters by Unicode': [
    [`upper('straße')`, 'STRASSE'],
    [`initcap('ßa ǆx hELLO-wORLD (abc) 1abc')`, 'Ssa ǅx Hello-world (abc) 1abc'],
    [`reverse('añb😀')`, '😀bña'],
    [`jaro_winkler_similarity('DIXON', 'DICKSONX')`, 0.8133333333333332],
  ],
  'URLs and bases': [
    [`parse_url('http://h_x/', 'HOST')`, null],
    [`parse_url('http://h', 'PATH')`, ''],
    [`conv('-FFFFFFFFFFFFFFFF', 16, 10)`, '18446744073709551615'],
    [`conv('FFFFFFFFFFFFFFFF', 16, -10)`, '-1'],
    [`hex(unhex('F'))`, '0F'],
    [`hex(from_base32('M'))`, '03'],
  ],
  hashes: [
    [`hash('Spark', array(123), 2)`, -1321691492],
    [`hash(cast(1.5 as decimal(38,2)))`, -339019914],
    [`hash(1Y, 2S, 1.5F)`, 2137400983],
    [`cast(xxhash64(true, 1.5F, -0.0D) as string)`, '1446155154820433502'],
    [`cast(xxhash64(cast(-129.5 as decimal(38,2))) as string)`, '902097867418953275'],
  ],
  'rounding and numbers': [
    [`round(2.675D, 2)`, 2.68],
    [`bround(2.675D, 2)`, 2.68],
    [`bround(0.125D, 2)`, 0.12],
    [`round(123.456, -1)`, '120'],
    [`ceil(3.14159D, 2)`, '3.15'],
    [`floor(cast(3.7 as float), 1)`, '3.7'],
    [`bit_count(-1Y)`, 64],
    [`shiftrightunsigned(-8, 1)`, 2147483644],
    [`width_bucket(5, 10, 0, 5)`, 3],
    [`rand(0)`, 0.7604953758285915],
    [`randn(0)`, 1.6034991609278433],
    [`randstr(10, 42)`, 'pll6YOIJNn'],
    [`uniform(-100, 100, 42)`, 23],
  ],
  'numbers as text': [
    [`to_char(454.2, '99999.999')`, '  454.200'],
    [`to_char(454.25, '999.9')`, '###.#'],
    [`to_char(-454, '999PR')`, '<454>'],
    [`to_number('12', '9,999')`, '12'],
    [`to_number('<12>', '99PR')`, '-12'],
    [`format_number(0.015D, 2)`, '0.01'],
    [`format_number(12345.678, '$#,##0.00')`, '$12,345.68'],
    [`format_number(-0.5D, 0)`, '-0'],
  ],
  'JSON and CSV': [
    [`get_json_object('[[1,2],[3]]', '$[*][0]')`, '[1,3]'],
    [`get_json_object('{"a":[{"b":1},{"c":2}]}', '$.a[*].b')`, '1'],
    [`get_json_object('{"a":1e5}', '$.a')`, '100000.0'],
    [`from_json('{"a":"x","b":2}', 'a int, b int, _corrupt_record string')`, { a: null, b: 2, _corrupt_record: '{"a":"x","b":2}' }],
    [`from_json('{"a":1.25}', 'a decimal(10,1)')`, { a: '1.3' }],
    [`from_csv('"a""b",c', 'a string, b string')`, { a: '"a""b"', b: 'c' }],
    [`to_csv(named_struct('a', null, 'b', 'q"r', 'c', ''))`, ',"q\\"r",""'],
    [`schema_of_json('{"a b":1, "B":2}')`, 'STRUCT<B: BIGINT, `a b`: BIGINT>'],
  ],
};

const FAILURES: readonly (readonly [sql: string, condition: string])[] = [
  [`regexp_extract('100-200', '(\\\\d+)-(\\\\d+)', 3)`, 'INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX'],
  [`like('abc', 'a\\\\bc')`, 'INVALID_FORMAT.ESC_IN_THE_MIDDLE'],
  [`split_part('a', ',', 0)`, 'INVALID_INDEX_OF_ZERO'],
  [`elt(3, 'a', 'b')`, 'INVALID_ARRAY_INDEX'],
  [`url_decode('%zz')`, 'CANNOT_DECODE_URL'],
  [`validate_utf8(X'80')`, 'INVALID_UTF8_STRING'],
  [`conv('18446744073709551616', 10, 16)`, 'ARITHMETIC_OVERFLOW'],
  [`round(127Y, -1)`, 'ARITHMETIC_OVERFLOW'],
  [`to_number('12', '000')`, 'INVALID_FORMAT.MISMATCH_INPUT'],
  [`aes_encrypt('a', 'short')`, 'INVALID_PARAMETER_VALUE.AES_KEY_LENGTH'],
  [`raise_error('x')`, 'USER_RAISED_EXCEPTION'],
  [`from_json('{"a":"x"}', 'a int', map('mode', 'FAILFAST'))`, 'MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION'],
];

describe('functions of text and numbers', () => {
  let spark: SparkSession;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
  });
  after(() => spark.stop());

  for (const [family, answers] of Object.entries(ANSWERS)) {
    it(`give what Spark gives: ${family}`, async () => {
      const row = await spark.sql(`SELECT ${answers.map(([sql], i) => `${sql} AS c${i}`).join(', ')}`).first();
      const values = Object.values(row as object) as unknown[];
      answers.forEach(([sql, expected], i) => expect(values[i], sql).to.deep.equal(expected));
    });
  }

  it('fail with the conditions that Spark has', async () => {
    for (const [sql, condition] of FAILURES) {
      const failure = await (async () => spark.sql(`SELECT ${sql} AS x`).collect())().then(
        () => 'no error',
        (error: unknown) => (error as { condition: string }).condition,
      );
      expect(failure, sql).to.equal(condition);
    }
  });
});
