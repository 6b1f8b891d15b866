import { expect } from 'chai';
import fc from 'fast-check';
import { splitFiles } from '#lib/io/split-files.js';

const files = (...sizes: number[]) => sizes.map((bytes, i) => ({ path: `/${i}`, bytes }));
const sizesOf = (groups: readonly (readonly { bytes: number }[])[]): number[][] => groups.map((group) => group.map(({ bytes }) => bytes));

describe('splitFiles', () => {
  it('makes groups of neighbours of about as many bytes', () => {
    const MB = 1e6;
    expect(sizesOf(splitFiles(files(MB, MB, MB, MB, MB, MB), 3))).to.deep.equal([
      [MB, MB],
      [MB, MB],
      [MB, MB],
    ]);
    expect(sizesOf(splitFiles(files(3 * MB, MB, MB, MB), 2))).to.deep.equal([[3 * MB], [MB, MB, MB]]);
  });

  it('makes no more groups than files, and at least one', () => {
    expect(sizesOf(splitFiles(files(5, 6), 4))).to.deep.equal([[5], [6]]);
    expect(sizesOf(splitFiles(files(5, 6), 0))).to.deep.equal([[5, 6]]);
  });

  it('spreads empty files', () => {
    expect(splitFiles(files(0, 0, 0, 0), 2).map((group) => group.length)).to.deep.equal([2, 2]);
  });

  it('loses no file, keeps the order and leaves no group empty, whatever the sizes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 30), { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (sizes, partitions) => {
        const listed = files(...sizes);
        const groups = splitFiles(listed, partitions);
        expect(groups.flat()).to.deep.equal(listed);
        expect(groups.length).to.equal(Math.min(partitions, sizes.length));
        expect(Math.min(...groups.map((group) => group.length))).to.be.greaterThan(0);
      }),
    );
  });

  it('lets no group outweigh its share by more than its largest file and a half', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 5e5, max: 5e6 }), { minLength: 40, maxLength: 80 }),
        fc.integer({ min: 2, max: 8 }),
        (sizes, partitions) => {
          const share = sizes.reduce((a, b) => a + b, 0) / partitions;
          for (const group of splitFiles(files(...sizes), partitions)) {
            expect(group.reduce((sum, { bytes }) => sum + bytes, 0)).to.be.lessThan(share + 1.5 * 5e6);
          }
        },
      ),
    );
  });
});
