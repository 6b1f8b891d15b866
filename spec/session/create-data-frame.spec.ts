import { DateMillisecond, LargeUtf8, Table, tableFromArrays, TimestampMillisecond, vectorFromArray } from 'apache-arrow';
import { expect } from 'chai';
import type { DataSource } from '#lib/session/local-data.js';
import { SparkSession } from '#lib/session/spark-session.js';
import { expectRows } from '../expect-rows.js';

describe('createDataFrame', () => {
  let spark: SparkSession;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
  });
  after(() => spark.stop());
  const frame = (data: unknown, schema?: string[]) => spark.createDataFrame(data as DataSource, schema);

  it('finds the schema of objects from all rows', async () => {
    const rows = frame([
      { a: 1, b: 'x' },
      { a: 2.5, c: true },
    ]);
    expect(rows.dtypes).to.deep.equal([
      ['a', 'double'],
      ['b', 'string'],
      ['c', 'boolean'],
    ]);
    await expectRows(rows, [
      { a: 1, b: 'x', c: null },
      { a: 2.5, b: null, c: true },
    ]);
  });

  it('finds the types of values of every kind', () => {
    const row = { i: 1, n: 10n, d: new Date(0), l: [1, null], s: { x: 'y' }, m: new Map([['k', 1]]), b: new Uint8Array([1]), t: true };
    expect(frame([row]).dtypes.map(([, type]) => type)).to.deep.equal([
      'bigint',
      'bigint',
      'timestamp',
      'array<bigint>',
      'struct<x:string>',
      'map<string,bigint>',
      'binary',
      'boolean',
    ]);
  });

  it('takes lists with names, with DDL, and without', async () => {
    await expectRows(frame([[1, 'x']]), [{ _1: 1, _2: 'x' }]);
    await expectRows(frame([[1, 'x']], ['a']), [{ a: 1, _2: 'x' }]);
    await expectRows(spark.createDataFrame([[1, null]], 'a tinyint, b array<int>'), [{ a: 1, b: null }]);
    expect(() => frame([[1]], ['a', 'b'])).to.throw(/LENGTH_SHOULD_BE_THE_SAME/);
  });

  it('takes no rows with a schema', async () => {
    const none = spark.createDataFrame([], 'a int, p struct<x: double NOT NULL>');
    expect(none.dtypes).to.deep.equal([
      ['a', 'int'],
      ['p', 'struct<x:double>'],
    ]);
    expect(await none.count()).to.equal(0);
    expect(() => frame([])).to.throw(/CANNOT_INFER_EMPTY_SCHEMA/);
  });

  it('gives values back as they came, through the engine too', async () => {
    const row = {
      t: new Date('2024-02-29T12:30:00.123Z'),
      d: new Date('1969-12-31'),
      b: new Uint8Array([0, 255]),
      l: [1, null],
      m: new Map([['k', null]]),
      p: { x: 'ü' },
      e: '12.50',
      n: null,
    };
    const made = spark.createDataFrame(
      [row],
      't timestamp, d date, b binary, l array<int>, m map<string,int>, p struct<x: string>, e decimal(6,2), n void',
    );
    await expectRows(made, [row]);
    await expectRows(made.orderBy('t').filter('d < t'), [row]);
  });

  it('says which value of which row does not fit', () => {
    expect(() => spark.createDataFrame([[1], ['x']], 'a int')).to.throw(/Column 'a' is int: it must be a whole number.*got 'x' \(row 1\)/);
    expect(() => spark.createDataFrame([[3e9]], 'a int')).to.throw(/got 3000000000/);
    expect(() => spark.createDataFrame([[2 ** 60]], 'a bigint')).to.throw(/bigint/);
    expect(() => spark.createDataFrame([{ a: null }], 'a int not null')).to.throw(/got null/);
    expect(() => spark.createDataFrame([[1, 2]], 'a int')).to.throw(/must have 1 values/);
    expect(() => frame([{ a: 1 }, { a: 'x' }])).to.throw(/CANNOT_MERGE_TYPE/);
    expect(() => frame([{ a: null }])).to.throw(/CANNOT_DETERMINE_TYPE.*Pass a schema/);
    expect(() => frame(42)).to.throw(/INVALID_DATA_FRAME_INPUT/);
    expect(() => spark.createDataFrame([], 'a blob')).to.throw(/'blob' is not a type at position 1/);
  });

  describe('of an Arrow table', () => {
    it('takes plain columns, and those that Kindling lays out otherwise', async () => {
      const table = tableFromArrays({ i: Int32Array.of(1, 2), text: ['x', null], u: Uint8Array.of(0, 255), d: [1.5, null] });
      await expectRows(frame(table), [
        { i: 1, text: 'x', u: 0, d: 1.5 },
        { i: 2, text: null, u: 255, d: null },
      ]);
      const odd = new Table({
        s: vectorFromArray(['x', null], new LargeUtf8()),
        t: vectorFromArray([new Date(5), null], new TimestampMillisecond()),
        d: vectorFromArray([new Date(0), null], new DateMillisecond()),
      });
      await expectRows(frame(odd).orderBy('s'), [
        { s: null, t: null, d: null },
        { s: 'x', t: new Date(5), d: new Date(0) },
      ]);
    });

    it('takes several batches and slices', async () => {
      const table = tableFromArrays({ i: Int32Array.of(1, 2, 3) }).concat(tableFromArrays({ i: Int32Array.of(4, 5) }));
      await expectRows(frame(table.slice(1, 4)), [{ i: 2 }, { i: 3 }, { i: 4 }]);
    });

    it('is renamed and retyped by a schema, which must have as many columns', async () => {
      const table = tableFromArrays({ i: Int32Array.of(1) });
      await expectRows(frame(table, ['n']), [{ n: 1 }]);
      const wider = spark.createDataFrame(table, 'n double');
      expect(wider.dtypes).to.deep.equal([['n', 'double']]);
      await expectRows(wider, [{ n: 1 }]);
      expect(() => spark.createDataFrame(table, 'n string')).to.throw(/Column 'n' is string/);
      expect(() => frame(table, ['a', 'b'])).to.throw(/NUM_COLUMNS_MISMATCH/);
    });
  });

  describe('of a danfojs frame', () => {
    it('goes in and comes out, nulls and all', async () => {
      const { default: danfo } = (await import('danfojs-node')) as unknown as { default: typeof import('danfojs-node') };
      const made = frame(new danfo.DataFrame({ n: [1, NaN, 3], s: ['x', null, 'z'], b: [true, false, true] }));
      const rows = [
        { n: 1, s: 'x', b: true },
        { n: null, s: null, b: false },
        { n: 3, s: 'z', b: true },
      ];
      await expectRows(made, rows);
      const back = await made.toDanfo();
      expect(back.columns).to.deep.equal(['n', 's', 'b']);
      expect(back.values).to.deep.equal([
        [1, 'x', true],
        [NaN, null, false],
        [3, 'z', true],
      ]);
      await expectRows(frame(back), rows);
    });

    it('comes out without rows', async () => {
      const none = await spark.createDataFrame([], 'a int, s string').toDanfo();
      expect([none.columns, none.shape[0]]).to.deep.equal([['a', 's'], 0]);
    });
  });
});
