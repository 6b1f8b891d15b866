import { expect } from 'chai';
import { inferSchema } from '#lib/arrow/values/infer-schema.js';
import { AnalysisError } from '#lib/errors.js';
import { Vectors } from '#lib/linalg/vectors.js';
import * as t from '#lib/types/data-type.js';

describe('inferSchema', () => {
  const typesOf = (...rows: unknown[]): unknown => inferSchema(rows).fields.map(({ name, type }) => [name, type]);

  it('tells whole numbers from others over all rows', () => {
    expect(typesOf({ a: 1, b: 1, c: 1n, d: 1 }, { a: 2, b: 1.5, c: 2, d: 2 ** 60 })).to.deep.equal([
      ['a', t.long],
      ['b', t.double],
      ['c', t.long],
      ['d', t.double],
    ]);
  });
  it('reads every kind of value', () => {
    const row = {
      s: 'x',
      f: true,
      at: new Date(),
      bytes: Uint8Array.of(1),
      v: Vectors.dense(1, 2),
      doubles: new Float64Array(1),
      list: [1, null],
      m: new Map([['k', 0.5]]),
      o: { p: 'q' },
    };
    expect(typesOf({ s: null }, row)).to.deep.equal([
      ['s', t.string],
      ['f', t.boolean],
      ['at', t.timestamp],
      ['bytes', t.binary],
      ['v', t.vector(2)],
      ['doubles', t.array(t.double)],
      ['list', t.array(t.long)],
      ['m', t.map(t.string, t.double)],
      ['o', t.struct([t.field('p', t.string)])],
    ]);
  });
  it('names the columns of arrays _1, _2', () =>
    expect(typesOf([1, 'a'])).to.deep.equal([
      ['_1', t.long],
      ['_2', t.string],
    ]));
  it('keeps names in the order in which they come up', () =>
    expect(typesOf({ b: 1 }, { a: 1, b: 2 })).to.deep.equal([
      ['b', t.long],
      ['a', t.long],
    ]));
  it('merges the fields of nested rows', () => {
    expect(typesOf({ o: [{ a: 1 }] }, { o: [{ a: 0.5, b: 'x' }] })).to.deep.equal([
      ['o', t.array(t.struct([t.field('a', t.double), t.field('b', t.string)]))],
    ]);
  });
  it('asks for a schema where nothing tells the type', () => {
    expect(() => inferSchema([{ a: null }])).to.throw(AnalysisError, /Column 'a'.*only null.*Pass a schema/);
    expect(() => inferSchema([{ a: { b: [] } }])).to.throw(AnalysisError, /Column 'a\.b\.element'/);
    expect(() => inferSchema([])).to.throw(AnalysisError, /got none/);
    expect(() => inferSchema([5])).to.throw(AnalysisError, /a row|A row/);
  });
  it('refuses types that do not meet', () => {
    expect(() => inferSchema([{ a: 1 }, { a: 'x' }])).to.throw(AnalysisError, /bigint and string/);
    expect(() => inferSchema([{ a: 1n }, { a: 0.5 }])).to.throw(AnalysisError, /bigint and double/);
    expect(() => inferSchema([{ a: Vectors.dense(1) }, { a: Vectors.dense(1, 2) }])).to.throw(AnalysisError, /vector/);
    expect(() => inferSchema([{ a: new Set() }])).to.throw(AnalysisError, /a Set/);
  });
});
