import { expect } from 'chai';
import { rowRandom } from '#lib/image/random.js';

describe('rowRandom', () => {
  it('spreads first numbers evenly over rows, epochs and seeds', () => {
    const draws = [(n: number) => rowRandom(7, 0, n), (n: number) => rowRandom(7, n, 0), (n: number) => rowRandom(n, 0, 0)];
    for (const draw of draws) {
      const tenths = new Array<number>(10).fill(0);
      for (let n = 0; n < 10_000; n++) tenths[Math.floor(draw(n)() * 10)]!++;
      // four standard deviations of a count of 1,000
      for (const count of tenths) expect(count).to.be.within(880, 1120);
    }
  });
});
