import { expect } from 'chai';
import { rowDraw } from '#lib/nn/inference/predict-rows.js';

describe('rowDraw', () => {
  it("follows a row's place in its partition, not in its batch", () => {
    expect(rowDraw(7, 1, 5)(3)()).to.equal(rowDraw(7, 1, 0)(8)());
    expect(rowDraw(7, 1, 5)(0)()).to.not.equal(rowDraw(7, 1, 0)(0)());
  });

  it('follows the seed and the partition', () => {
    const draws = [rowDraw(7, 0, 0), rowDraw(8, 0, 0), rowDraw(7, 1, 0)].map((draw) => draw(0)());
    expect(new Set(draws).size).to.equal(3);
  });
});
