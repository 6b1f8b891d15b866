import { Vector } from 'apache-arrow';
import { expect } from 'chai';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { repeatedColumn } from '#lib/workers/repeated-column.js';
import type { Constant } from '#lib/workers/stage.js';

/** The values as plain JavaScript, typed arrays as arrays. */
const shown = (value: any): unknown => {
  if (value === null || typeof value !== 'object') return value;
  if (ArrayBuffer.isView(value)) return [...(value as unknown as number[])];
  const plain = typeof value.toJSON === 'function' ? value.toJSON() : value;
  return Array.isArray(plain) ? plain.map(shown) : Object.fromEntries(Object.entries(plain).map(([k, v]) => [k, shown(v)]));
};
const values = (list: Constant[], type: DataType, times: number) => [...new Vector([repeatedColumn(list, type, times)])].map(shown);

describe('repeatedColumn', () => {
  const cases: [string, DataType, Constant[], unknown[]][] = [
    ['booleans', t.boolean, [true, false, null], [true, false, null]],
    ['integers', t.integer, [-5, null], [-5, null]],
    ['longs', t.long, [9007199254740993n], [9007199254740993n]],
    ['doubles', t.double, [1.5, NaN], [1.5, NaN]],
    ['strings', t.string, ['ä', '', null], ['ä', '', null]],
    ['bytes', t.binary, [new Uint8Array([1, 2]), null], [[1, 2], null]],
    ['timestamps, in microseconds', t.timestamp, [1500n], [1.5]],
    ['dates, in days', t.date, [1], [86400000]],
    ['lists', t.array(t.string), [['a', null], [], null], [['a', null], [], null]],
    ['structs', t.struct([t.field('a', t.integer), t.field('b', t.string)]), [[1, 'x'], null], [{ a: 1, b: 'x' }, null]],
    [
      'maps',
      t.map(t.string, t.integer),
      [
        [
          ['k', 1],
          ['l', null],
        ],
      ],
      [{ k: 1, l: null }],
    ],
    ['dense vectors', t.vector(2), [[1, 2], null], [[1, 2], null]],
  ];
  for (const [name, type, list, expected] of cases) {
    it(`repeats ${name}`, () => {
      expect(values(list, type, 3)).to.deep.equal([...expected, ...expected, ...expected]);
      expect(values(list, type, 0)).to.deep.equal([]);
    });
  }

  it('repeats decimals, negative ones too', () => {
    const column = repeatedColumn(['-12.50', '3.00'], t.decimal(10, 2), 1);
    expect([...(column.values as Uint32Array)]).to.deep.equal([0xfffffb1e, 0xffffffff, 0xffffffff, 0xffffffff, 300, 0, 0, 0]);
  });

  it('repeats nothing but nulls', () => {
    expect(values([null], t.nullType, 2)).to.deep.equal([null, null]);
    expect(values([null], t.vector(2), 2)).to.deep.equal([null, null]);
  });

  it('repeats sparse vectors', () => {
    const sparse: DataType = { kind: 'vector', layout: 'sparse', element: 'double', size: 4 };
    expect(values([[4, [1], [2.5]], null], sparse, 2)).to.deep.equal([
      { size: 4, indices: [1], values: [2.5] },
      null,
      { size: 4, indices: [1], values: [2.5] },
      null,
    ]);
  });
});
