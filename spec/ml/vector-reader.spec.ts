import { expect } from 'chai';
import * as arrow from 'apache-arrow';
import { toArrowType } from '#lib/types/arrow.js';
import { array, double, vector } from '#lib/types/data-type.js';
import { vectorReader, type VectorReader } from '#lib/ml/vector-reader.js';

const rows = [
  [1, 0, 3],
  [0, 0, 0],
  [7, 8, 9],
];
const read = (reader: VectorReader, count: number): number[][] =>
  Array.from({ length: count }, (_, row) => Array.from({ length: reader.size(row) }, (_unused, i) => reader.at(row, i)));

describe('vectorReader', () => {
  for (const element of ['float', 'double'] as const) {
    it(`reads dense vectors of ${element}, sliced ones too`, () => {
      const column = arrow.vectorFromArray(rows, toArrowType(vector(3, element)));
      expect(read(vectorReader(column), 3)).to.deep.equal(rows);
      expect(read(vectorReader(column.slice(1, 3)), 2)).to.deep.equal(rows.slice(1));
    });
  }

  it('reads sparse vectors', () => {
    const type = toArrowType({ kind: 'vector', layout: 'sparse', element: 'double', size: 3 });
    const sparse = [
      { size: 3, indices: [0, 2], values: [1, 3] },
      { size: 3, indices: [], values: [] },
      { size: 3, indices: [0, 1, 2], values: [7, 8, 9] },
    ];
    const column = arrow.vectorFromArray(sparse, type);
    expect(read(vectorReader(column), 3)).to.deep.equal(rows);
    expect(read(vectorReader(column.slice(2, 3)), 1)).to.deep.equal(rows.slice(2));
  });

  it('reads lists of numbers of any length', () => {
    const ragged = [[1], [], [2, 3]];
    expect(read(vectorReader(arrow.vectorFromArray(ragged, toArrowType(array(double)))), 3)).to.deep.equal(ragged);
  });
});
