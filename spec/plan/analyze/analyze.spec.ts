import { expect } from 'chai';
import { col, lit, when } from '#lib/column/column.js';
import { count, max, sum } from '#lib/column/functions/aggregate.js';
import { substring, upper } from '#lib/column/functions/string.js';
import { rowNumber } from '#lib/column/functions/ranking.js';
import { AnalysisError } from '#lib/errors.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { SparkSession } from '#lib/session/spark-session.js';
import { typeName } from '#lib/types/type-name.js';
import { expectRows } from '../../expect-rows.js';

describe('analysis', () => {
  let spark: SparkSession;
  let people: DataFrame;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
    people = spark.createDataFrame([['ann', 30, { x: 1 }]], 'name string, age int, p struct<x: int>') as DataFrame;
  });
  after(() => spark.stop());

  const conditionOf = (build: () => unknown): string => {
    try {
      build();
    } catch (error) {
      if (error instanceof AnalysisError) return error.condition;
      throw error;
    }
    return 'none';
  };
  const refused = (column: unknown): string => conditionOf(() => people.select(column as never));

  it('says which column is missing, what there is, and what is near', () => {
    expect(() => people.select('nmae')).to.throw(
      AnalysisError,
      /\[UNRESOLVED_COLUMN.WITH_SUGGESTION\] No column 'nmae' in \(name: string, age: int, p: struct<x:int>\)\. Did you mean 'name'/,
    );
    expect(refused('p.y')).to.equal('FIELD_NOT_FOUND');
    expect(refused('name.x')).to.equal('INVALID_EXTRACT_BASE_FIELD_TYPE');
    expect(conditionOf(() => col('`a'))).to.equal('INVALID_ATTRIBUTE_NAME_SYNTAX');
  });

  it('finds columns whatever their case, unless the session says otherwise', () => {
    expect(people.select('NAME', 'P.X').columns).to.deep.equal(['name', 'x']);
    spark.conf.set('spark.sql.caseSensitive', true);
    try {
      expect(refused('NAME')).to.equal('UNRESOLVED_COLUMN.WITH_SUGGESTION');
    } finally {
      spark.conf.unset('spark.sql.caseSensitive');
    }
  });

  it('refuses names that could be several columns', () => {
    const twice = people.select('age', col('name').alias('age'));
    expect(() => twice.select('age')).to.throw(/AMBIGUOUS_REFERENCE.*could be any of 2/);
    expect(conditionOf(() => people.join(people, people.col('age').eq(people.col('age'))))).to.equal('AMBIGUOUS_COLUMN_REFERENCE');
    expect(conditionOf(() => people.select(spark.range(1).col('id') as never))).to.equal('CANNOT_RESOLVE_DATAFRAME_COLUMN');
  });

  it('tells the sides of a self-join apart by what made them', async () => {
    const older = people.withColumn('age', col('age').plus(1));
    const joined = people.join(older, people.col('age').lt(older.col('age')));
    await expectRows(joined.select(people.col('age').alias('a'), older.col('age').alias('b')), [{ a: 30, b: 31 }]);
    await expectRows(
      people
        .alias('l')
        .join(people.alias('r'), col('l.age').eq(col('r.age')))
        .select('l.name', col('r.p.x')),
      [{ name: 'ann', x: 1 }],
    );
    await expectRows(people.union(people).join(people, 'age').select(count('*').alias('n')), [{ n: 2 }]);
  });

  it('refuses types that do not fit, and says which they are', () => {
    expect(() => people.filter(col('age'))).to.throw(/\[DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN\].*age is int/);
    expect(refused(col('p').plus(1))).to.equal('DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES');
    expect(refused(col('p').eq(1))).to.equal('DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES');
    expect(refused(col('age').and(true))).to.equal('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE');
    expect(refused(when(col('age').gt(1), 'x').otherwise(col('p')))).to.equal('DATATYPE_MISMATCH.DATA_DIFF_TYPES');
    expect(refused(col('p').cast('int'))).to.equal('DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION');
    expect(refused(sum('p'))).to.equal('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE');
  });

  it('refuses functions that are not there, or are called wrongly', () => {
    expect(() => people.selectExpr('uper(name)')).to.throw(/\[UNRESOLVED_ROUTINE\] No function 'uper'\. Did you mean 'upper'/);
    expect(() => people.selectExpr('upper(name, 1)')).to.throw(/\[WRONG_NUM_ARGS.*upper\(\) must have 1 argument; got 2/);
    expect(refused(rowNumber())).to.equal('WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE');
    expect(refused(sum(max('age')))).to.equal('NESTED_AGGREGATE_FUNCTION');
    expect(conditionOf(() => people.filter(sum('age').gt(1)))).to.equal('INVALID_WHERE_CONDITION');
    expect(conditionOf(() => people.groupBy('name').agg(col('age')))).to.equal('MISSING_AGGREGATION');
    expect(conditionOf(() => people.select('name', max('age')))).to.equal('MISSING_AGGREGATION');
  });

  it('gives expressions the types that Spark gives them', () => {
    const types = (...texts: string[]): string[] => people.selectExpr(...texts).schema.fields.map((f) => typeName(f.type));
    expect(types('age + 1', 'age + 1L', 'age + 1.5D', 'age / 2', 'age % 2', 'age div 2', '-age')).to.deep.equal([
      'int',
      'bigint',
      'double',
      'double',
      'int',
      'bigint',
      'int',
    ]);
    expect(types('1.5 + 1', '1.50 * 2.5', '1.5 / 3', 'age + 1.5')).to.deep.equal([
      'decimal(3,1)',
      'decimal(6,3)',
      'decimal(7,6)',
      'decimal(12,1)',
    ]);
    expect(types('sum(age)', 'avg(age)', 'count(*)', 'max(age)', 'sum(1.5D)', 'sum(1.50)', 'avg(1.50)')).to.deep.equal([
      'bigint',
      'double',
      'bigint',
      'int',
      'double',
      'decimal(13,2)',
      'decimal(7,6)',
    ]);
    expect(
      types('coalesce(age, 1.5D)', 'if(true, 1, 2L)', 'array(1, 2.5D)', 'round(1.55, 1)', 'floor(1.5D)', 'length(name)'),
    ).to.deep.equal(['double', 'bigint', 'array<double>', 'decimal(3,1)', 'bigint', 'int']);
  });

  it('says what can be null', () => {
    const one = people.select(
      lit(1).alias('a'),
      col('age').alias('b'),
      upper('name').alias('c'),
      count('age')
        .over({ partitions: [], order: [], frame: undefined } as never)
        .alias('d'),
    );
    expect(one.schema.fields.map((f) => f.nullable)).to.deep.equal([false, true, true, false]);
  });

  it('names columns as Spark does', () => {
    expect(
      people.select(
        col('age').plus(1),
        col('age').div(2),
        upper('name'),
        substring('name', 1, 2),
        col('age').cast('string'),
        col('age').isNull(),
        col('name').eq('x'),
      ).columns,
    ).to.deep.equal([
      '(age + 1)',
      '(age / 2)',
      'upper(name)',
      'substring(name, 1, 2)',
      'CAST(age AS STRING)',
      '(age IS NULL)',
      '(name = x)',
    ]);
  });

  it('refuses frames that do not fit each other', () => {
    expect(conditionOf(() => people.union(people.select('name')))).to.equal('NUM_COLUMNS_MISMATCH');
    expect(conditionOf(() => people.select('p').union(people.select('age')))).to.equal('INCOMPATIBLE_COLUMN_TYPE');
    expect(conditionOf(() => people.join(people, 'nothing'))).to.equal('UNRESOLVED_COLUMN.WITH_SUGGESTION');
  });
});
