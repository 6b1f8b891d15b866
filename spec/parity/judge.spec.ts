import { expect } from 'chai';
import { parseType } from '#lib/types/ddl.js';
import { field, struct } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import type { Answer } from './answer.js';
import { judge } from './judge.js';

type Rows = readonly (readonly unknown[])[];

const answer = (types: readonly string[], rows: Rows): Answer => ({
  schema: struct(types.map((type, i) => field(`c${i}`, parseType(type)))),
  rows,
});
const record = (types: readonly string[], rows: Rows) => ({
  sql: 'SELECT …',
  rows,
  schema: types.map((type): [string, string] => ['another name', typeName(parseType(type))]),
});
const kindOf = (type: string, expected: unknown, got: unknown): string | undefined =>
  judge(record([type], [[expected]]), answer([type], [[got]]))?.kind;

/** A value of each type, and one that is wrong by as little as can be. */
const planted: readonly (readonly [type: string, right: unknown, wrong: unknown])[] = [
  ['boolean', true, false],
  ['tinyint', 1, 2],
  ['smallint', -1, 1],
  ['int', 2147483647, 2147483646],
  ['bigint', '9007199254740993', '9007199254740992'],
  ['decimal(3,2)', '1.50', '1.51'],
  ['float', 0.1, 0.10000001],
  ['double', 1, 1.00000000001],
  ['double', 0, -0],
  ['double', 'NaN', 0],
  ['double', 'Infinity', '-Infinity'],
  ['float', -0, 0],
  ['string', 'a', 'a '],
  ['string', '', null],
  ['binary', 'AA==', 'AQ=='],
  ['date', '2024-02-29', '2024-03-01'],
  ['timestamp', '2024-02-29T12:34:56.789Z', '2024-02-29T12:34:56.789001Z'],
  ['timestamp_ntz', '2021-12-05T15:00', '2021-12-05T15:00:01'],
  ['interval year to month', 'P1Y1M', 'P1Y2M'],
  ['interval day to second', 'PT1.000001S', 'PT1S'],
  ['array<int>', [1, 2], [2, 1]],
  ['array<int>', [], null],
  ['map<string,int>', [['a', 1]], [['a', 2]]],
  ['map<string,int>', [['a', 1], ['b', 2]], [['b', 2], ['a', 1]]], // prettier-ignore
  ['struct<a:int,b:double>', [1, 2], [1, 2.0000001]],
  ['array<struct<x:array<double>>>', [[[1, 'NaN']]], [[[1, null]]]],
];

describe('judge', () => {
  for (const [type, right, wrong] of planted) {
    it(`tells ${JSON.stringify(right)} from ${Object.is(wrong, -0) ? '-0' : JSON.stringify(wrong)} as ${type}`, () => {
      expect(kindOf(type, right, right)).to.equal(undefined);
      expect(kindOf(type, right, wrong)).to.equal('value');
      expect(kindOf(type, wrong, right)).to.equal('value');
      expect(kindOf(type, right, null)).to.equal('value');
    });
  }

  it('lets doubles differ by rounding, wherever they are', () => {
    const near = 0.1 + 0.2;
    expect(kindOf('double', 0.3, near)).to.equal(undefined);
    expect(kindOf('array<struct<x:double>>', [[0.3]], [[near]])).to.equal(undefined);
    expect(kindOf('map<double,double>', [[0.3, 0.3]], [[near, near]])).to.equal(undefined);
    expect(kindOf('double', 1e-300, 1.1e-300)).to.equal('value');
  });

  it('compares floats at their own width', () => {
    expect(kindOf('float', 0.1, Math.fround(0.1))).to.equal(undefined);
  });

  it('names the types where they differ, also inside others', () => {
    expect(judge(record(['int'], [[1]]), answer(['bigint'], [['1']]))).to.deep.equal({
      kind: 'type: bigint for int',
      lines: ['expected type int', 'got      type bigint'],
    });
    expect(judge(record(['array<struct<a:int>>'], []), answer(['array<struct<b:int>>'], []))?.kind).to.equal(
      'type: array<struct<b:int>> for array<struct<a:int>>',
    );
    expect(judge(record(['int', 'decimal(2,1)'], []), answer(['int', 'decimal(3,1)'], []))?.lines[0]).to.equal(
      'expected type of column 2 decimal(2,1)',
    );
    expect(judge(record(['int'], [[1]]), answer(['int', 'int'], [[1, 1]]))?.kind).to.equal('number of columns');
  });

  it('takes rows in any order unless it is fixed', () => {
    const rows = [[1], [2], [3]];
    const got = answer(['int'], [[3], [1], [2]]);
    expect(judge(record(['int'], rows), got)).to.equal(undefined);
    expect(judge({ ...record(['int'], rows), order: 'varies' }, got)).to.equal(undefined);
    expect(judge({ ...record(['int'], rows), order: 'fixed' }, got)?.kind).to.equal('order of rows');
  });

  it('tells a row that is missing, is there too often, or is another', () => {
    const expected = record(['int'], [[1], [1], [2]]);
    expect(judge(expected, answer(['int'], [[1], [2]]))).to.deep.equal({
      kind: 'number of rows',
      lines: ['expected [ 1 ] (of 3 rows; got 2)', 'got      no such row'],
    });
    expect(judge(expected, answer(['int'], [[1], [1], [2], [2]]))?.lines[1]).to.equal('got      [ 2 ]');
    expect(judge(expected, answer(['int'], [[1], [2], [2]]))?.lines).to.deep.equal(['expected [ 1 ]', 'got      [ 2 ]']);
  });

  it('pairs rows whose doubles are rounded so that their order by text changes', () => {
    const [low, high] = [0.3, 0.30000000000000004];
    const types = ['double', 'int'];
    const expected = record(types, [[low, 2], [high, 1], [9, 9]]); // prettier-ignore
    expect(judge(expected, answer(types, [[9, 9], [high, 2], [low, 1]]))).to.equal(undefined); // prettier-ignore
    expect(judge(expected, answer(types, [[9, 9], [high, 2], [low, 3]]))?.kind).to.equal('value'); // prettier-ignore
  });

  it('compares error conditions', () => {
    const error = { condition: 'DIVIDE_BY_ZERO', message: '[DIVIDE_BY_ZERO] Division by zero. Use try_divide.', isKindling: true };
    const expected = { sql: 'SELECT 1 / 0', error: 'DIVIDE_BY_ZERO' };
    expect(judge(expected, { error })).to.equal(undefined);
    expect(judge({ ...expected, error: 'CAST_OVERFLOW' }, { error })?.lines[0]).to.equal('expected CAST_OVERFLOW');
    expect(judge(expected, answer(['int'], [[1]]))?.kind).to.equal('no error: DIVIDE_BY_ZERO');
    expect(judge(record(['int'], [[1]]), { error })?.kind).to.equal('DIVIDE_BY_ZERO: Division by zero');
    expect(judge({ ...expected, deterministic: false }, answer(['int'], [[1]]))?.kind).to.equal('no error: DIVIDE_BY_ZERO');
  });

  it('takes any error of the library where Spark gives no condition, but no crash', () => {
    const expected = { sql: 'SELECT …', error: 'java.lang.ArithmeticException' };
    const error = { condition: 'ARITHMETIC_OVERFLOW', message: '[ARITHMETIC_OVERFLOW] …', isKindling: true };
    expect(judge(expected, { error })).to.equal(undefined);
    expect(judge(expected, { error: { condition: 'TypeError', message: 'TypeError: x', isKindling: false } })?.kind).to.equal(
      'crash TypeError: x',
    );
  });

  it('asks only that a record runs where it is not deterministic', () => {
    const expected = { ...record(['double'], [[0.5]]), deterministic: false };
    expect(judge(expected, answer(['double'], [[0.7]]))).to.equal(undefined);
    expect(judge(expected, { error: { condition: 'X', message: '[X] No', isKindling: true } })?.kind).to.equal('X: No');
  });
});
