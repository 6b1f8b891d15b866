import { call } from '#lib/column/call.js';
import { col as column, lit, when, type Column } from '#lib/column/column.js';
import { Window } from '#lib/column/window.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { showText } from '#lib/frame/show/show-text.js';
import { treeText } from '#lib/frame/show/tree-text.js';
import type { SparkSession } from '#lib/session/spark-session.js';

const c = (name: string): Column => column(name) as Column;
const ALL = `SELECT * FROM VALUES (1, 'x', 1.5D, DATE'2024-02-29', array(1, NULL), named_struct('p', 1, 'q', 'u')),
  (2, NULL, double('NaN'), NULL, NULL, NULL), (3, 'y', NULL, DATE'1999-12-31', array(), named_struct('p', NULL, 'q', 'v')),
  (NULL, '7', -2.0D, DATE'2024-03-01', array(5), named_struct('p', 4, 'q', NULL)), (NULL, NULL, NULL, NULL, NULL, NULL),
  (3, 'x', 4.0D, NULL, array(1, 2), named_struct('p', 5, 'q', 'w')) AS t(i, s, d, day, l, r)`;

/** What verbs.py asks of Spark, by the same names. */
export function verbCases(spark: SparkSession): Record<string, () => unknown> {
  const a: DataFrame = spark.sql(ALL);
  const b: DataFrame = spark.sql("SELECT * FROM VALUES (1, 'x', true), (3, 'y', false), (3, NULL, NULL), (NULL, 'z', true) AS t(i, s, f)");
  const n: DataFrame = spark.sql('SELECT * FROM VALUES (1, 10L), (1, 10L), (2, NULL), (NULL, 5L), (NULL, 5L), (NULL, 5L) AS t(k, v)');
  const m: DataFrame = spark.sql('SELECT * FROM VALUES (1, 10L), (2, NULL), (NULL, 5L), (NULL, 5L), (9, 9L) AS t(k, v)');
  const w = Window.partitionBy('s').orderBy('i');
  const plain: DataFrame = a.select('i', 's', 'd');
  const count = (): Column => call('count_star');
  const shown = (frame: DataFrame, rows: number, truncate: number, vertical = false): Promise<string> =>
    showText(frame, rows, { truncate, vertical }).then((text) => `${text}\n`);
  const joins = (prefix: string, hows: readonly string[], left: DataFrame, on: string | string[]): Record<string, () => unknown> =>
    Object.fromEntries(hows.map((how) => [`${prefix} ${how}`, () => left.join(b, on, how as 'inner')]));
  const order = (how: string, by: Column): Record<string, () => unknown> => ({ [`order ${how}`]: () => n.distinct().orderBy(by, 'v') });
  return {
    drop: () => a.na.drop(),
    'drop all': () => a.na.drop('all'),
    'drop thresh': () => a.na.drop('any', 4),
    'drop subset': () => a.na.drop('any', null, ['i', 'd']),
    'drop all subset': () => a.na.drop('all', null, ['d', 'day']),
    'fill number': () => a.na.fill(7.9),
    'fill text': () => a.na.fill('none'),
    'fill subset': () => a.na.fill(0, ['d']),
    'fill map': () => a.na.fill({ i: 5, s: '?', d: 0 }),
    'fill boolean': () => b.na.fill(true),
    'fill map missing': () => a.na.fill({ nobody: 5 }),
    'fill other kind': () => a.na.fill('x', ['i']),
    replace: () => plain.na.replace(3, 30),
    'replace list': () => plain.na.replace(['x', 'y'], ['X', 'Y']),
    'replace list one': () => plain.na.replace(['x', 'y'], 'z'),
    'replace map': () => plain.na.replace({ x: 'X', '7': null }),
    'replace subset': () =>
      a.na.replace(
        new Map([
          [1, 100],
          [4, 400],
        ]),
        undefined,
        ['d'],
      ),
    'replace NaN': () => plain.na.replace(NaN, 0),
    approxQuantile: () => a.approxQuantile(['i', 'd'], [0, 0.25, 0.5, 1], 0),
    corr: () => n.na.fill(0).corr('k', 'v'),
    cov: () => n.na.fill(0).cov('k', 'v'),
    'cov nulls': () => n.cov('k', 'v'),
    crosstab: () => a.crosstab('s', 'i'),
    freqItems: () => b.select('f').freqItems(['f'], 0.5),
    'sampleBy all': () => a.sampleBy('s', { x: 1, y: 0 }, 1),
    describe: () => plain.describe(),
    'describe some': () => a.describe('s', 'd'),
    summary: () => plain.summary(),
    'summary some': () => plain.summary('count', '10%', 'max', 'count_distinct'),
    'describe empty': () => plain.limit(0).describe(),
    unpivot: () => a.unpivot('s', ['i', 'd'], 'name', 'value'),
    'melt rest': () => n.melt(['k'], null, 'name', 'value'),
    'unpivot mixed': () => a.unpivot('i', ['s', 'd'], 'name', 'value'),
    transpose: () => b.na.drop().select('s', 'i').transpose(),
    'transpose by': () => n.distinct().na.drop().transpose('v'),
    rollup: () => n.rollup('k', 'v').agg(count().alias('n'), call('grouping_id').alias('g')),
    cube: () => n.cube('k', 'v').agg(call('sum', c('v')), call('grouping', c('k')).alias('g')),
    groupingSets: () => n.groupingSets([['k'], ['v'], []], 'k', 'v').agg(count().alias('n')),
    pivot: async () => (await a.groupBy('i').pivot('s')).agg(call('sum', c('d')), call('count', c('d')).alias('n')),
    'pivot one': () => a.groupBy('i').pivot('s', ['x', 'q']).sum('d'),
    'pivot null': async () => (await n.groupBy('v').pivot('k')).count(),
    'groupBy max all': () => a.groupBy('s').max(),
    'groupBy mean': () => n.groupBy('k').mean('v'),
    withColumns: () => n.withColumns({ v: c('k').plus(1), K2: c('v').times(2) }),
    withColumnsRenamed: () => n.withColumnsRenamed({ k: 'v2', nobody: 'z' }),
    'withColumnsRenamed swap': () => n.withColumnsRenamed({ k: 'x', x: 'y' }),
    toDF: () => n.toDF('x', 'y'),
    'toDF few': () => n.toDF('x'),
    colRegex: () => a.select(a.colRegex('`[is]|da.*`')),
    crossJoin: () => n.distinct().crossJoin(b.select('i')),
    ...joins('join', ['inner', 'left', 'right', 'outer', 'semi', 'anti'], plain, ['i', 's']),
    ...joins('join one', ['inner', 'leftouter', 'rightouter', 'full', 'left_semi', 'leftanti'], n.withColumnRenamed('k', 'i'), 'i'),
    'join on': () => n.join(b, n.col('k').eq(b.col('i')), 'full'),
    'join safe': () => n.join(b, n.col('k').eqNullSafe(b.col('i'))),
    'join unknown': () => n.join(b, 'i', 'sideways' as 'inner'),
    'join missing': () => n.join(b, 'i'),
    exceptAll: () => n.exceptAll(m),
    intersectAll: () => n.intersectAll(m),
    subtract: () => m.subtract(n),
    intersect: () => n.intersect(m),
    unionByName: () => n.unionByName(m.select('v', 'k')),
    'unionByName missing': () => n.unionByName(b.withColumnRenamed('i', 'k'), true),
    'unionByName refused': () => n.unionByName(b),
    'union widths': () => n.union(b),
    dropDuplicates: () => n.dropDuplicates(['k', 'v']),
    'dropDuplicates missing': () => n.dropDuplicates(['zz']),
    tail: async () => ((await n.tail(2)) as object[]).map((row) => Object.values(row)),
    offset: () => n.orderBy('k', 'v').offset(4),
    'limit offset': () => n.orderBy(c('v').desc(), 'k').limit(5).offset(3),
    sortWithinPartitions: () => n.sortWithinPartitions(c('v').desc(), 'k'),
    to: () => n.to('v double, k string, z int'),
    zipWithIndex: () => n.zipWithIndex(),
    toJSON: () => a.toJSON(),
    show: () => shown(a, 20, 20),
    'show cut': () => shown(a, 2, 6),
    'show whole': () => shown(a, 3, 0),
    'show vertical': () => shown(a, 2, 20, true),
    'show wide': () => shown(spark.sql("SELECT '日本語' AS x, 'é' AS `ключ`, 'ab\\ncd' AS z"), 20, 20),
    'show vertical cut': () => shown(a, 1, 4, true),
    printSchema: () => `${treeText(a.schema)}\n`,
    'printSchema level': () => `${treeText(a.schema, 1)}\n`,
    between: () => a.select(c('i').between(2, 3).alias('x')),
    bits: () => a.select(c('i').bitwiseAND(2).alias('x'), c('i').bitwiseOR(4).alias('y'), c('i').bitwiseXOR(1).alias('z')),
    dropFields: () => a.select(c('r').dropFields('p').alias('x')),
    'dropFields all': () => a.select(c('r').dropFields('p', 'q').alias('x')),
    withField: () => a.select(c('r').withField('q', lit(1)).withField('z', c('i')).alias('x')),
    eqNullSafe: () => a.select(c('i').eqNullSafe(null).alias('x'), c('d').eqNullSafe(c('i')).alias('y')),
    getField: () => a.select(c('r').getField('p').alias('x'), c('r').getItem('q').alias('y')),
    getItem: () => a.filter('size(l) > 0').select(c('l').getItem(0).alias('x')),
    'getItem beyond': () => a.select(c('l').getItem(1).alias('x')),
    isin: () => a.select(c('i').isin(1, 2).alias('x'), c('s').isin('x', null).alias('y')),
    'isin none': () => a.select(c('i').isin([]).alias('x')),
    substr: () => b.select(lit('spark').substr(-3, 2).alias('x'), c('s').substr(0, 1).alias('y')),
    names: () =>
      a.select(
        c('i').between(2, 3),
        c('i').bitwiseAND(2),
        c('i').isin(1, 2),
        c('s').substr(1, 2),
        c('r').getField('p'),
        c('i').eqNullSafe(1),
        c('i').negate(),
        c('i').isNull(),
        c('i').cast('string'),
      ),
    'names of when': () =>
      a.select(when(c('i').gt(1), 'a').otherwise('b'), count().over(w), c('l').getItem(0), c('i').gt(1).not(), c('s').like('x%')).limit(0),
    ...order('asc', c('k').asc()),
    ...order('desc', c('k').desc()),
    ...order('asc_nulls_last', c('k').ascNullsLast()),
    ...order('desc_nulls_first', c('k').descNullsFirst()),
    when: () =>
      a.select(when(c('i').gt(2), 'big').when(c('i').isNull(), 'none').alias('x'), when(c('d').gt(1), 1).otherwise(2.5).alias('y')),
    rowsBetween: () =>
      a.select(
        's',
        'i',
        call('sum', c('i')).over(w.rowsBetween(-1, 0)).alias('x'),
        call('count', c('i')).over(w.rowsBetween(Window.unboundedPreceding, Window.unboundedFollowing)).alias('y'),
      ),
    rangeBetween: () =>
      a.select(
        'i',
        count().over(Window.orderBy('i').rangeBetween(-1, 1)).alias('x'),
        call('sum', c('d'))
          .over(Window.orderBy(c('i').desc()).rangeBetween(0, Window.unboundedFollowing))
          .alias('y'),
      ),
    'window default': () =>
      n.select(
        'k',
        call('sum', c('v')).over(Window.orderBy('k')).alias('x'),
        call('rank').over(Window.orderBy('k')).alias('y'),
        call('lag', c('v'), lit(1) as Column, lit(-1) as Column)
          .over(Window.orderBy('k', 'v'))
          .alias('z'),
      ),
  };
}
