import { SparkSession } from '#lib/session/spark-session.js';
import { expectAnswers, expectFailures } from './ask.js';

const NAN = "cast('NaN' as double)";

describe('functions over arrays, maps and structs', () => {
  let spark: SparkSession;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
  });
  after(() => spark.stop());

  it('find elements', () =>
    expectAnswers(spark, [
      ['element_at(array(1, 2), -1)', 2],
      ['element_at(cast(null as array<int>), 0)', null],
      ["element_at(map(1, 'a'), 1L)", 'a'],
      ["element_at(map(1, 'a'), 7)", null],
      ['try_element_at(array(1, 2), 5)', null],
      ['get(array(1, 2), 0)', 1],
      ['get(array(1, 2), -1)', null],
      ['array_position(array(312, 773, 708, 708), 708)', 3],
      ['array_position(array(1, 2), 9)', 0],
      [`array_position(array(${NAN}), ${NAN})`, 1],
      ['array_position(array(1, null), cast(null as int))', null],
      ['array_contains(array(1, 2), 2.0)', true],
      [`array_min(array(${NAN}, 1, null))`, 1],
      [`array_max(array(${NAN}, 1, null))`, NaN],
      ['array_min(array(array(1, null), array(1, 2)))', [1, null]],
      ['array_max(array(cast(null as int)))', null],
      ['arrays_overlap(array(1, null), array(2))', null],
      ['arrays_overlap(array(1, null), array(1))', true],
      ['arrays_overlap(array(1), array(2))', false],
      ['arrays_overlap(array(), array(null))', false],
    ]));

  it('change arrays', () =>
    expectAnswers(spark, [
      ['array_append(array(1, null), null)', [1, null, null]],
      ['array_append(cast(null as array<int>), 2)', null],
      ['array_prepend(array(1, 2), 3L)', [3, 1, 2]],
      ['array_remove(array(1, null, 2), 1)', [null, 2]],
      ['array_compact(array(1, null))', [1]],
      ['array_repeat(1, -1)', []],
      ['array_repeat(null, 2)', [null, null]],
      ['array_insert(array(1, 2), 5, 5)', [1, 2, null, null, 5]],
      ['array_insert(array(1, 2), -5, 5)', [5, null, null, 1, 2]],
      ['array_insert(array(1, 2), -1, 5)', [1, 2, 5]],
      ['flatten(array(array(1), null))', null],
      ['flatten(array(array(1), array(null)))', [1, null]],
      ['slice(array(1, 2, 3), -5, 2)', []],
      ['slice(array(1, 2, 3), 2, 100)', [2, 3]],
      ['array_join(array(1, null, 2), ",")', '1,2'],
      ['array_join(array("a", null), ",", cast(null as string))', null],
      ['size(shuffle(array(1, null, 3)))', 3],
      ['shuffle(array(1, 2, 3, 4), 7) = shuffle(array(1, 2, 3, 4), 7)', true],
    ]));

  it('take arrays for sets, in which null is an element', () =>
    expectAnswers(spark, [
      ['array_union(array(1, null, 1), array(null, 2))', [1, null, 2]],
      ['array_intersect(array(1, null, 1), array(null, 1))', [1, null]],
      ['array_except(array(1, null, 1, 3), array(null, 1))', [3]],
      [`array_distinct(array(${NAN}, ${NAN}, null, null, 0.0D, -0.0D))`, [NaN, null, 0]],
      ['array_distinct(array(array(1, null), array(1, null), array(11)))', [[1, null], [11]]],
    ]));

  it('sort arrays', () =>
    expectAnswers(spark, [
      ['sort_array(array(3, null, 1))', [null, 1, 3]],
      ['sort_array(array(3, null, 1), false)', [3, 1, null]],
      [`array_sort(array(${NAN}, 1D, null))`, [1, NaN, null]],
      ['array_sort(array(3, 1, 2), (a, b) -> b - a)', [3, 2, 1]],
      ['transform(array_sort(array(struct(1, 2), struct(1, null))), x -> x.col2)', [null, 2]],
    ]));

  it('count from one value to another', () =>
    expectAnswers(spark, [
      ['sequence(1Y, 5L)', [1, 2, 3, 4, 5]],
      ['sequence(5, 1, -2)', [5, 3, 1]],
      ['sequence(1, 1, 0)', [1]],
      ['sequence(1, cast(null as int))', null],
      [
        "sequence(date'2018-01-31', date'2018-05-01', interval 1 month)",
        ['2018-01-31', '2018-02-28', '2018-03-31', '2018-04-30'].map((text) => new Date(text)),
      ],
      ["sequence(date'2018-01-03', date'2018-01-02')", [new Date('2018-01-03'), new Date('2018-01-02')]],
      ["size(sequence(timestamp'2018-01-01 00:00:00', timestamp'2018-01-01 03:00:00', interval 1 hour))", 4],
    ]));

  it('make and read maps', () =>
    expectAnswers(spark, [
      ['map(1, null)', new Map([[1, null]])],
      ['map()', new Map()],
      [
        "map_from_arrays(array(1, 2), array('a', 'b'))",
        new Map([
          [1, 'a'],
          [2, 'b'],
        ]),
      ],
      ['map_from_entries(array(struct(1, 2), null))', null],
      [
        'map_concat(map(1, 2), map(3L, 4))',
        new Map([
          [1, 2],
          [3, 4],
        ]),
      ],
      ['map_keys(map(1, 2))', [1]],
      ['map_values(map(1, null))', [null]],
      ['map_entries(map(1, 2))', [{ key: 1, value: 2 }]],
      ['map_contains_key(map(1, 2), 1L)', true],
      ['map_filter(map(1, 0, 2, 2), (k, v) -> k > v)', new Map([[1, 0]])],
      ['transform_keys(map(1, 2), (k, v) -> k + v)', new Map([[3, 2]])],
      ['transform_values(map(1, 2), (k, v) -> array(k, v))', new Map([[1, [1, 2]]])],
      [
        "map_zip_with(map('a', 1, 'b', 2), map('b', 3, 'c', 4), (k, x, y) -> coalesce(x, 0) + coalesce(y, 0))",
        new Map([
          ['a', 1],
          ['b', 5],
          ['c', 4],
        ]),
      ],
    ]));

  it('put arrays together', () =>
    expectAnswers(spark, [
      [
        "arrays_zip(array(1), array('a', 'b'))",
        [
          { 0: 1, 1: 'a' },
          { 0: null, 1: 'b' },
        ],
      ],
      ['zip_with(array(1, 2), array(3), (x, y) -> x + y)', [4, null]],
      ["named_struct('a', 1, 'b', array())", { a: 1, b: [] }],
      ['transform(array(1, 2), x -> element_at(map(1, x), 1))', [1, 2]],
    ]));

  it('fail as Spark does', () =>
    expectFailures(spark, [
      ['INVALID_INDEX_OF_ZERO', 'element_at(array(1), 0)', 'try_element_at(array(1), 0)', 'array_insert(array(1), 0, 5)'],
      ['INVALID_PARAMETER_VALUE.START', 'slice(array(1), 0, 1)'],
      ['INVALID_PARAMETER_VALUE.LENGTH', 'slice(array(1), 1, -1)'],
      ['DUPLICATED_MAP_KEY', 'map(1, 2, 1, 3)', 'map_concat(map(1, 2), map(1, 3))', 'transform_keys(map(1, 2, 2, 3), (k, v) -> 1)'],
      ['NULL_MAP_KEY', 'map(null, 2)', 'map_from_arrays(array(1, null), array(3, 4))', 'transform_keys(map(1, 2), (k, v) -> null)'],
      [
        'DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES',
        "array_append(array(1), 'a')",
        'array_append(array(1), 2.5)',
        "array_contains(array(1), 'a')",
      ],
      ['DATATYPE_MISMATCH.BINARY_ARRAY_DIFF_TYPES', "array_union(array(1), array('a'))", 'array_union(null, array(1))'],
      ['DATATYPE_MISMATCH.NULL_TYPE', 'array_contains(array(1), null)', 'map_contains_key(map(1, 2), null)'],
      ['DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE', 'map(map(1, 2), 1)'],
      ['DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', 'size(1)', 'filter(array(1), x -> 1)', 'flatten(array(1))', 'element_at(array(1), 1L)'],
      ['COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER', 'sequence(1, 10000000000)'],
      ['COMPARATOR_RETURNS_NULL', 'array_sort(array(2, 1), (a, b) -> cast(null as int))'],
      ['DATATYPE_MISMATCH.UNEXPECTED_RETURN_TYPE', "array_sort(array(2, 1), (a, b) -> 'x')", 'array_sort(array(2, 1), (a, b) -> null)'],
      ['WRONG_NUM_ARGS.WITHOUT_SUGGESTION', 'map(1)', "named_struct('a')"],
    ]));
});
