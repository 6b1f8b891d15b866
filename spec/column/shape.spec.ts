import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import { col, lit } from '#lib/column/column.js';
import { count, sum } from '#lib/column/functions/aggregate.js';
import { upper } from '#lib/column/functions/string.js';
import type { Shaped } from '#lib/column/shape.js';
import { udf } from '#lib/column/udf.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { SparkSession } from '#lib/session/spark-session.js';

/** The shape that a frame's type says, written out. */
type ShapeOf<D> = D extends Shaped<infer S> ? { [K in keyof S]: S[K] } : never;
declare function shapeOf<D>(frame: D): ShapeOf<D>;
interface Person {
  name: string;
  age: number | null;
  k: number;
  tags: string[];
}
interface City {
  k: number;
  city: string;
}

describe('the types of frames', () => {
  let spark: SparkSession;
  let df: DataFrame<Person>;
  let other: DataFrame<City>;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
    df = spark.createDataFrame([], 'name string NOT NULL, age int, k int NOT NULL, tags array<string> NOT NULL').as<Person>();
    other = spark.createDataFrame([], 'k int NOT NULL, city string NOT NULL').as<City>();
  });
  after(() => spark.stop());

  /** That a frame has those columns, and that its type says so: the second argument is never called. */
  const has = (frame: DataFrame, columns: string, _type?: () => unknown): void => {
    expect(frame.columns.join(' ')).to.equal(columns);
  };

  it('come from rows, DDL text, or are declared', () => {
    const rows = spark.createDataFrame([
      { a: 1, b: 'x' },
      { a: 2, b: null },
    ]);
    has(rows, 'a b', () => expectTypeOf(shapeOf(rows)).toEqualTypeOf<{ a: number; b: string | null }>());
    const ddl = spark.createDataFrame([], 'id bigint, name string NOT NULL, p struct<x: int, y: string>, d decimal(10,2)');
    has(ddl, 'id name p d', () =>
      expectTypeOf(shapeOf(ddl)).toEqualTypeOf<{
        id: number | null;
        name: string;
        p: { x: number | null; y: string | null } | null;
        d: any;
      }>(),
    );
    const quoted = spark.createDataFrame([], '`a b` int');
    has(quoted.select('a b'), 'a b', () => expectTypeOf(quoted).toEqualTypeOf<DataFrame>());
  });

  it('follow columns', () => {
    const selected = df.select('name', col('age').plus(1).alias('next'), upper('name').as('up'));
    has(selected, 'name next up', () => expectTypeOf(shapeOf(selected)).toEqualTypeOf<{ name: string; next: number | null; up: string }>());
    const starred = df.select('*', col('age').gt(3).as('old'));
    has(starred, 'name age k tags old', () =>
      expectTypeOf(shapeOf(starred)).toEqualTypeOf<Person & { old: boolean | null } extends infer T ? { [K in keyof T]: T[K] } : never>(),
    );
    const added = df.withColumn('x', df.$.age.plus(col('k')));
    has(added, 'name age k tags x', () => expectTypeOf(shapeOf(added).x).toEqualTypeOf<number | null>());
    const text = df.withColumn('age', col('age').cast('string'));
    has(text, 'name age k tags', () =>
      expectTypeOf(shapeOf(text)).toEqualTypeOf<{ name: string; age: string | null; k: number; tags: string[] }>(),
    );
    const renamed = df.withColumnRenamed('name', 'who').drop('tags');
    has(renamed, 'who age k', () => expectTypeOf(shapeOf(renamed)).toEqualTypeOf<{ who: string; age: number | null; k: number }>());
    const sorted = df
      .filter(col('age').gt(3).and(col('k').lt(1)))
      .filter('age > 3')
      .orderBy('name', col('age').desc())
      .limit(1)
      .distinct();
    has(sorted, 'name age k tags', () => expectTypeOf(shapeOf(sorted)).toEqualTypeOf<Person>());
  });

  it('follow groups and joins', () => {
    const sums = df.groupBy('k').agg(sum('age'), count('*').as('n'));
    has(sums, 'k sum(age) n', () => expectTypeOf(shapeOf(sums)).toEqualTypeOf<{ k: number; 'sum(age)': number | null; n: number }>());
    const most = df.groupBy('k').agg({ name: 'max' });
    has(most, 'k max(name)', () => expectTypeOf(shapeOf(most)).toEqualTypeOf<{ k: number; 'max(name)': string | null }>());
    const left = df.join(other, 'k', 'left');
    has(left.select('name', 'city'), 'name city', () =>
      expectTypeOf(shapeOf(left)).toEqualTypeOf<{ name: string; age: number | null; k: number; tags: string[]; city: string | null }>(),
    );
    const right = df.join(other, ['k'], 'right');
    has(right.select('k', 'tags'), 'k tags', () =>
      expectTypeOf(shapeOf(right)).toEqualTypeOf<{
        name: string | null;
        age: number | null;
        k: number;
        tags: string[] | null;
        city: string;
      }>(),
    );
    const anti = df.join(other, 'k', 'left_anti');
    has(anti, 'name age k tags', () => expectTypeOf(shapeOf(anti)).toEqualTypeOf<Person>());
  });

  it('follow rows and user functions', () => {
    const describe = udf((age: number | null, name: string) => `${name} ${age}`);
    const described = df.select(describe('age', 'name').as('s'), describe(df.$.age, col('name')).as('t'));
    has(described, 's t', () => expectTypeOf(shapeOf(described)).toEqualTypeOf<{ s: string; t: string }>());
    expectTypeOf(df.collect).returns.resolves.toEqualTypeOf<{ name: string; age: number | null; k: number; tags: string[] }[]>();
    expectTypeOf(df.first).returns.resolves.toEqualTypeOf<{ name: string; age: number | null; k: number; tags: string[] } | null>();
  });

  it('serve functions that ask for some columns', () => {
    const adults = <S extends { age: number | null }>(d: DataFrame<S>) => d.filter(col('age').gt(17));
    const found = adults(df);
    has(found, 'name age k tags', () => expectTypeOf(shapeOf(found)).toEqualTypeOf<Person>());
  });

  it('stop checking where a name is not known, and refuse nothing where none is declared', () => {
    has(df.select(col('age').plus(1)).select('(age + 1)'), '(age + 1)');
    has(df.selectExpr('age + 1 as x').select('x'), 'x');
    const any: DataFrame = df;
    const back: DataFrame<Person> = any;
    has(back, 'name age k tags');
    const names = ['name', 'age'];
    has(
      any
        .select(...names, any.$['k']!, col('tags').as('t'))
        .withColumn('x', col('age').times(2))
        .drop('t')
        .groupBy('k')
        .agg({ x: 'max' }),
      'k max(x)',
    );
  });

  it('refuse mistakes when they are compiled', () => {
    const names = (d: Shaped<{ name: string }>): unknown => d;
    const describe = udf((age: number | null, name: string) => `${name} ${age}`);
    const mistakes = (): unknown[] => [
      // @ts-expect-error no column 'agee'
      df.select('agee'),
      // @ts-expect-error no column 'agee' in an expression
      df.select('name', col('agee').plus(1).as('x')),
      // @ts-expect-error no column 'agee' in one half of a condition
      df.filter(col('name').isNull().and(col('agee').gt(1))),
      // @ts-expect-error no column 'nmae'
      df.withColumn('x', upper('nmae')),
      // @ts-expect-error no column 'nmae'
      df.withColumn('x', df.$.nmae),
      // @ts-expect-error no column 'nmae'
      df.drop('nmae'),
      // @ts-expect-error no column 'agee'
      df.groupBy('k').agg(sum('agee')),
      // @ts-expect-error no column 'agee'
      df.groupBy('k').agg({ agee: 'max' }),
      // @ts-expect-error it was dropped
      df.drop('age').filter(col('age').gt(3)),
      // @ts-expect-error only one side has 'city'
      df.join(other, 'city'),
      // @ts-expect-error neither side has 'kk'
      df.join(other, df.$.k.eq(col('kk'))),
      // @ts-expect-error no such join
      df.join(other, 'k', 'lefty'),
      // @ts-expect-error age may be null
      df.select(udf((age: number) => age + 1)('age').as('x')),
      // @ts-expect-error a string is no number
      describe(df.$.name, 'name'),
      // @ts-expect-error an argument is missing
      describe('age'),
      // @ts-expect-error other columns
      df.union(other),
      // @ts-expect-error no 'name'
      names(other),
      // @ts-expect-error age may be null
      df.first().then((row) => row!.age.toFixed()),
    ];
    expect(mistakes).to.be.a('function'); // the compiler has checked what it would do
    expect(lit(1).expression.kind).to.equal('literal');
  });
});
