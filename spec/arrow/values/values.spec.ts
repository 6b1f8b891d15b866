import * as arrow from 'apache-arrow';
import { expect } from 'chai';
import { batchRows } from '#lib/arrow/values/batch-rows.js';
import { columnBuilder } from '#lib/arrow/values/column-builder.js';
import { columnReader } from '#lib/arrow/values/column-reader.js';
import { rowsToBatches } from '#lib/arrow/values/rows-to-batches.js';
import { ValueMismatch } from '#lib/arrow/values/value-mismatch.js';
import { AnalysisError, ExecutionError } from '#lib/errors.js';
import { DenseVector } from '#lib/linalg/dense-vector.js';
import { SparseVector } from '#lib/linalg/sparse-vector.js';
import { Vectors } from '#lib/linalg/vectors.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';

function build(type: DataType, values: readonly unknown[], nullable = true): arrow.Data {
  const builder = columnBuilder(type, { name: 'c', nullable });
  for (const value of values) builder.append(value);
  return builder.finish();
}

const readAll = (type: DataType, column: arrow.Data | arrow.Vector, options = {}): unknown[] =>
  Array.from({ length: column.length }, (_, row) => columnReader(type, column, options)(row) as unknown);

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

/** Values that come back as they went in. */
const CASES: readonly [DataType, readonly unknown[]][] = [
  [t.boolean, [true, false, null, true, true, false, false, true, null, true]],
  [t.byte, [-128, 127, null, 0]],
  [t.short, [-32768, 32767, null]],
  [t.integer, [-2147483648, 2147483647, null, 0]],
  [t.long, [0, -1, 2 ** 53 - 1, -(2 ** 53 - 1), null, 4294967296, -4294967297]],
  [t.float, [1.5, -0.25, NaN, Infinity, null]],
  [t.double, [0.1, -0, NaN, -Infinity, null, 1e308]],
  [t.string, ['', 'abc', null, 'héé', '日本', '🐜', 'z']],
  [t.string, ['only', 'ascii', null, '', 'here']],
  [t.binary, [Uint8Array.of(1, 2), null, Uint8Array.of(), Uint8Array.of(255)]],
  [t.date, [day('1970-01-01'), day('0001-01-01'), day('1969-12-31'), day('9999-12-31'), null]],
  [
    t.timestamp,
    [
      new Date(0),
      new Date(-1),
      new Date('2262-04-12T00:00:00.123Z'),
      new Date('9999-12-31T23:59:59.999Z'),
      new Date('0001-01-01T00:00:00Z'),
      null,
    ],
  ],
  [t.timestampNtz, [new Date(1700000000123), null]],
  [t.decimal(10, 2), ['1.50', '-0.01', '0.00', null, '99999999.99', '-99999999.99']],
  [t.decimal(38, 0), ['99999999999999999999999999999999999999', '-1', '0']],
  [t.decimal(38, 10), ['1234567890123456789012345678.0123456789']],
  [t.array(t.double), [[1, null, 2.5], [], null, [0]]],
  [t.array(t.array(t.string)), [[['a', null], []], null, [null, ['b']]]],
  [
    t.map(t.string, t.long),
    [
      new Map([
        ['a', 1],
        ['b', null],
      ]),
      null,
      new Map(),
    ],
  ],
  [
    t.struct([t.field('a', t.integer), t.field('b', t.struct([t.field('c', t.string)]))]),
    [{ a: 1, b: { c: 'x' } }, null, { a: null, b: null }, { a: 2, b: { c: null } }],
  ],
  [t.vector(2), [Vectors.dense(1, 2), null, Vectors.dense(0.5, -1)]],
  [t.vector(2, 'float'), [new DenseVector(Float32Array.of(1, 2)), null]],
  [{ ...t.vector(4), layout: 'sparse' }, [Vectors.sparse(4, [1, 3], [5, 6]), null, Vectors.sparse(4, [], [])]],
  [t.dayTimeInterval, [86400000000, null, -1]],
  [t.yearMonthInterval, [14, null]],
  [t.nullType, [null, null]],
];

describe('columnReader and columnBuilder', () => {
  for (const [i, [type, values]] of CASES.entries()) {
    it(`give back ${type.kind} (${i}) whole, sliced, in chunks and from IPC`, () => {
      const data = build(type, values);
      expect(readAll(type, data)).to.deep.equal(values);
      expect(data.nullCount).to.equal(values.filter((value) => value === null).length);
      for (const [from, length] of [
        [1, values.length - 1],
        [0, 1],
        [values.length - 1, 1],
      ] as const) {
        expect(readAll(type, data.slice(from, length)), `slice ${from}+${length}`).to.deep.equal(values.slice(from, from + length));
      }
      const chunks = new arrow.Vector([data, data.slice(1, values.length - 1), data]);
      expect(readAll(type, chunks)).to.deep.equal([...values, ...values.slice(1), ...values]);
      const table = arrow.tableFromIPC(arrow.tableToIPC(new arrow.Table({ c: new arrow.Vector([data]) })));
      expect(readAll(type, table.getChildAt(0)!)).to.deep.equal(values);
    });
  }

  it('keep -0', () => expect(Object.is(columnReader(t.double, build(t.double, [-0]))(0), -0)).to.equal(true));

  it('put columns in shared memory', () => {
    for (const [type, values] of CASES) {
      for (const buffer of buffersOf(build(type, values))) expect(buffer, type.kind).to.be.instanceOf(SharedArrayBuffer);
    }
  });

  it('agree with Arrow on what was written', () => {
    const vector = new arrow.Vector([build(t.map(t.string, t.integer), [new Map([['a', 1]])])]);
    expect(JSON.stringify(vector.get(0))).to.equal('{"a":1}');
    expect(new arrow.Vector([build(t.timestamp, [new Date(5)])]).get(0)).to.equal(5);
    expect(new arrow.Vector([build(t.long, [-5n, 7])]).toArray()).to.deep.equal(BigInt64Array.of(-5n, 7n));
  });
});

function* buffersOf(data: arrow.Data): Generator<ArrayBufferLike> {
  for (const view of [data.values, data.valueOffsets, data.nullBitmap] as (ArrayBufferView | undefined)[])
    if (view && view.byteLength > 0) yield view.buffer;
  for (const child of data.children) yield* buffersOf(child);
}

describe('columnReader', () => {
  const longs = build(t.long, [2n ** 53n, -(2n ** 53n), 1, 2n ** 63n - 1n, -(2n ** 63n)]);

  it('refuses a long that is not safe as a number, naming the setting', () => {
    for (const row of [0, 1, 3, 4]) {
      expect(() => columnReader(t.long, longs, { name: 'id' })(row)).to.throw(
        ExecutionError,
        /Column 'id' holds the long -?\d+.*spark\.kindling\.longs/,
      );
    }
    expect(columnReader(t.long, longs)(2)).to.equal(1);
  });
  it('gives longs as bigints where told', () => {
    expect(readAll(t.long, longs, { longs: 'bigint' })).to.deep.equal([2n ** 53n, -(2n ** 53n), 1n, 2n ** 63n - 1n, -(2n ** 63n)]);
    expect(readAll(t.long, arrow.vectorFromArray([1, 2], new arrow.Uint32()), { longs: 'bigint' })).to.deep.equal([1n, 2n]);
  });
  it('reads other layouts of the same types', () => {
    expect(readAll(t.string, arrow.vectorFromArray(['a', 'b', null, 'a']))).to.deep.equal(['a', 'b', null, 'a']); // a dictionary
    expect(readAll(t.timestamp, arrow.makeData({ type: new arrow.TimestampSecond(), data: BigInt64Array.of(1n) }))).to.deep.equal([
      new Date(1000),
    ]);
    expect(readAll(t.timestamp, arrow.makeData({ type: new arrow.TimestampNanosecond(), data: BigInt64Array.of(1500n) }))).to.deep.equal([
      new Date(0),
    ]);
    expect(readAll(t.date, arrow.vectorFromArray([new Date(86400000 * 3)], new arrow.DateMillisecond()))).to.deep.equal([
      new Date(86400000 * 3),
    ]);
    expect(readAll(t.float, arrow.vectorFromArray([0.5, -2], new arrow.Float16()))).to.deep.equal([0.5, -2]);
    expect(readAll(t.decimal(20, 0), arrow.vectorFromArray([2n ** 64n - 1n], new arrow.Uint64()))).to.deep.equal(['18446744073709551615']);
    const list = new arrow.FixedSizeList(2, new arrow.Field('element', new arrow.Float32()));
    expect(
      readAll(
        t.array(t.float),
        arrow.vectorFromArray(
          [
            [1, 2],
            [3, 4],
          ],
          list as any,
        ),
      ),
    ).to.deep.equal([
      [1, 2],
      [3, 4],
    ]);
  });
  it('rounds microseconds towards the past', () => {
    const data = arrow.makeData({ type: new arrow.TimestampMicrosecond(), data: BigInt64Array.of(-1n, 1999n, 9_300_000_000_000_001n) });
    expect(readAll(t.timestamp, data)).to.deep.equal([new Date(-1), new Date(1), new Date(9_300_000_000_000)]);
  });
  it('refuses a time that no Date holds', () => {
    const data = arrow.makeData({ type: new arrow.TimestampMicrosecond(), data: BigInt64Array.of(2n ** 63n - 1n) });
    expect(() => columnReader(t.timestamp, data, { name: 'at' })(0)).to.throw(ExecutionError, /Column 'at' holds a time/);
  });
  it('refuses a layout that is not of the type', () => {
    expect(() => columnReader(t.string, arrow.vectorFromArray([1], new arrow.Int32()), { name: 's' })).to.throw(
      ExecutionError,
      /Column 's' must be string; got Arrow's Int32/,
    );
  });
});

describe('columnBuilder', () => {
  const refuses = (type: DataType, value: unknown, message: RegExp | string, nullable = true): void => {
    expect(() => build(type, [value], nullable), String(value)).to.throw(ValueMismatch, message);
  };

  it('says what the column takes and what came', () => {
    const builder = columnBuilder(t.integer, { name: 'age' });
    expect(() => builder.append('x')).to.throw(
      ValueMismatch,
      "Column 'age' is int: it must be a whole number between -2147483648 and 2147483647 or null; got 'x'",
    );
  });
  it('refuses what does not fit', () => {
    for (const value of [1.5, 2 ** 31, NaN, 1n, true, '1']) refuses(t.integer, value, /whole number/);
    refuses(t.byte, 128, /between -128 and 127/);
    for (const value of [0.5, 2 ** 53, 2n ** 63n, '1']) refuses(t.long, value, /bigint/);
    for (const value of [1n, '1', false, new Date()]) refuses(t.double, value, /a number/);
    refuses(t.boolean, 1, /true, false or null; got 1/);
    refuses(t.string, 5, /a string or null; got 5/);
    refuses(t.binary, 'a', /Uint8Array/);
    refuses(t.date, new Date(NaN), /an invalid Date/);
    refuses(t.timestamp, 5, /a Date/);
    for (const value of ['x', '', '.', '1e9', 10n ** 8n, NaN, {}]) refuses(t.decimal(10, 2), value, /8 digits before the point/);
    refuses(t.array(t.integer), [1, 'x'], /Column 'c\.element' is int/);
    refuses(t.array(t.integer, false), [null], /Column 'c\.element'.*2147483647; got null/);
    refuses(t.array(t.integer), 'abc', /an array/);
    refuses(t.map(t.string, t.integer), new Map([['a', 'b']]), /Column 'c\.value'/);
    refuses(t.map(t.integer, t.integer), { a: 1 }, /a Map or null/);
    refuses(t.struct([t.field('a', t.integer)]), { a: 'x' }, /Column 'c\.a' is int/);
    refuses(t.vector(3), Vectors.dense(1, 2), /DenseVector or an array of 3 numbers/);
    refuses(t.integer, null, /between -2147483648 and 2147483647; got null/, false);
  });
  it('takes what converts without loss', () => {
    expect(readAll(t.decimal(10, 2), build(t.decimal(10, 2), [1.005, '1.005', '-1.005', 2n, '1e3', '.5', '+3', 0.004]))).to.deep.equal([
      '1.01',
      '1.01',
      '-1.01',
      '2.00',
      '1000.00',
      '0.50',
      '3.00',
      '0.00',
    ]);
    expect(readAll(t.date, build(t.date, [new Date('2020-02-03T23:59:59Z')]))).to.deep.equal([day('2020-02-03')]);
    expect(readAll(t.array(t.double), build(t.array(t.double), [Float32Array.of(1, 2)]))).to.deep.equal([[1, 2]]);
    expect(readAll(t.map(t.string, t.integer), build(t.map(t.string, t.integer), [{ a: 1 }]))).to.deep.equal([new Map([['a', 1]])]);
    expect(readAll(t.vector(2), build(t.vector(2), [[1, 2], Float32Array.of(3, 4)]))).to.deep.equal([
      Vectors.dense(1, 2),
      Vectors.dense(3, 4),
    ]);
    expect(readAll(t.vector(2), build(t.vector(2), [Vectors.sparse(2, [1], [4])]))).to.deep.equal([Vectors.dense(0, 4)]);
  });
  it('keeps half of a surrogate pair apart from the half in the next row', () => {
    expect(readAll(t.string, build(t.string, ['a\ud83d', '\ude00b']))).to.deep.equal(['a\ufffd', '\ufffdb']);
  });
  it('grows past its first memory', () => {
    const strings = Array.from({ length: 200_000 }, (_, i) => (i % 7 === 0 ? null : `row ${i}${i % 1000 === 0 ? 'é' : ''}`));
    expect(readAll2(t.string, build(t.string, strings))).to.deep.equal(strings);
  });
});

function readAll2(type: DataType, data: arrow.Data): unknown[] {
  const read = columnReader(type, data);
  return Array.from({ length: data.length }, (_, row) => read(row) as unknown);
}

describe('rowsToBatches and batchRows', () => {
  const schema = t.struct([t.field('id', t.long, false), t.field('name', t.string)]);
  const rowsOf = (rows: Iterable<unknown>, limits = {}): unknown[] =>
    [...rowsToBatches(rows, schema, limits)].flatMap((batch) => [...batchRows(batch, schema)]);

  it('give back rows by name, whether they came by name or by place', () => {
    expect(rowsOf([{ id: 1, name: 'a' }, [2, null], { id: 3, other: 5 }])).to.deep.equal([
      { id: 1, name: 'a' },
      { id: 2, name: null },
      { id: 3, name: null },
    ]);
  });
  it('keep a column named __proto__', () => {
    const odd = t.struct([t.field('__proto__', t.long)]);
    const [batch] = rowsToBatches([[1]], odd);
    expect(Object.entries([...batchRows(batch!, odd)][0]!)).to.deep.equal([['__proto__', 1]]);
  });
  it('end batches by rows and by bytes', () => {
    const rows = Array.from({ length: 10 }, (_, i) => [i, 'x'.repeat(100)]);
    expect([...rowsToBatches(rows, schema, { batchRows: 4 })].map((batch) => batch.numRows)).to.deep.equal([4, 4, 2]);
    expect([...rowsToBatches(rows, schema, { batchBytes: 300 })].map((batch) => batch.numRows)).to.deep.equal([3, 3, 3, 1]);
  });
  it('name the row and the column of a value that does not fit', () => {
    expect(() =>
      rowsOf([
        [1, 'a'],
        ['x', 'b'],
      ]),
    ).to.throw(AnalysisError, /Column 'id' is bigint.*got 'x' \(row 1\)/);
    expect(() => rowsOf([[1]])).to.throw(AnalysisError, /2 values.*got 1 \(row 0\)/);
    expect(() => rowsOf([7])).to.throw(AnalysisError, /an object or an array of 2; got 7/);
    expect(() => rowsOf([{ name: 'a' }])).to.throw(AnalysisError, /Column 'id'.*got undefined/);
  });
  it('give nothing for no rows', () => expect([...rowsToBatches([], schema)]).to.deep.equal([]));
});

describe('SparseVector', () => {
  it('finds its values', () => {
    const vector = Vectors.sparse(5, [1, 4], [2, 3]);
    expect(Array.from({ length: 5 }, (_, i) => vector.get(i))).to.deep.equal([0, 2, 0, 0, 3]);
    expect(Array.from(vector.toArray())).to.deep.equal([0, 2, 0, 0, 3]);
    expect(() => new SparseVector(2, Int32Array.of(1, 1), Float64Array.of(1, 2))).to.throw(/must rise/);
  });
});
