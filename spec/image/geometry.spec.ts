import { expect } from 'chai';
import {
  ImageAspectScale,
  ImageCenterCrop,
  ImageExpand,
  ImageFiller,
  ImageFixedCrop,
  ImageHFlip,
  ImageMirror,
  ImageRandomAspectScale,
  ImageRandomCrop,
  ImageResize,
} from '#lib/image/index.js';
import { after, grey, picture, pixels, red } from './picture.js';

const counted = (height: number, width: number) =>
  grey(Array.from({ length: height }, (_, y) => Array.from({ length: width }, (__, x) => y * width + x)));
const size = ({ height, width }: { height: number; width: number }) => [height, width];

describe('ImageResize', () => {
  it('means blocks where a side is halved by area', async () => {
    const row = grey([
      [0, 10, 100, 104],
      [20, 30, 108, 112],
      [4, 4, 8, 8],
      [4, 4, 8, 8],
    ]);
    expect(red(await after(row, [new ImageResize(2, 2, { interpolation: 'area' })]))).to.deep.equal([
      [15, 106],
      [4, 8],
    ]);
  });

  it('widens linearly between the centres of pixels, and not beyond them', async () => {
    expect(red(await after(grey([[0, 100]]), [new ImageResize(1, 4)]))).to.deep.equal([[0, 25, 75, 100]]);
    expect(red(await after(grey([[0], [100]]), [new ImageResize(4, 1)]))).to.deep.equal([[0], [25], [75], [100]]);
  });

  it('repeats and skips pixels by nearest', async () => {
    expect(red(await after(grey([[7, 9]]), [new ImageResize(2, 4, { interpolation: 'nearest' })]))).to.deep.equal([
      [7, 7, 9, 9],
      [7, 7, 9, 9],
    ]);
    expect(red(await after(grey([[1, 2, 3, 4, 5, 6]]), [new ImageResize(1, 2, { interpolation: 'nearest' })]))).to.deep.equal([[2, 5]]);
  });

  it('keeps a colour as it is with every interpolation, and channels apart', async () => {
    for (const interpolation of ['nearest', 'linear', 'area', 'cubic', 'lanczos'] as const) {
      const row = picture(Array.from({ length: 5 }, () => Array.from({ length: 7 }, () => [255, 128, 0] as const)));
      for (const [height, width] of [
        [3, 2],
        [9, 20],
        [1, 1],
      ] as const) {
        const got = await after(row, [new ImageResize(height, width, { interpolation })]);
        expect([size(got), pixels(got).every((pixel) => pixel.join() === '255,128,0')], interpolation).to.deep.equal([
          [height, width],
          true,
        ]);
      }
    }
  });

  it('holds what cubic and lanczos overshoot between 0 and 255', async () => {
    for (const interpolation of ['cubic', 'lanczos'] as const) {
      const values = red(await after(grey([[0, 0, 255, 255]]), [new ImageResize(1, 16, { interpolation })]))[0]!;
      expect([Math.min(...values), Math.max(...values)]).to.deep.equal([0, 255]);
    }
  });

  it('resizes twice, and after a crop only what is left', async () => {
    expect(red(await after(grey([[0, 100]]), [new ImageResize(1, 4), new ImageResize(1, 2, { interpolation: 'area' })]))).to.deep.equal([
      [13, 88],
    ]);
    const crop = new ImageFixedCrop(2, 0, 4, 1, { normalized: false });
    expect(red(await after(grey([[0, 0, 50, 90]]), [crop, new ImageResize(1, 4)]))).to.deep.equal([[50, 60, 80, 90]]);
    expect(red(await after(grey([[0, 0, 50, 90]]), [crop, new ImageHFlip(), new ImageResize(1, 4)]))).to.deep.equal([[90, 80, 60, 50]]);
  });
});

describe('ImageAspectScale', () => {
  it('scales the shorter side to minSize, unless the longer one gets too long', async () => {
    expect(size(await after(counted(2, 4), [new ImageAspectScale(3)]))).to.deep.equal([3, 6]);
    expect(size(await after(counted(4, 2), [new ImageAspectScale(3)]))).to.deep.equal([6, 3]);
    expect(size(await after(counted(2, 4), [new ImageAspectScale(3, { maxSize: 5 })]))).to.deep.equal([3, 5]);
  });

  it('rounds sides down to a multiple, and scales by minScale at least', async () => {
    expect(size(await after(counted(2, 4), [new ImageAspectScale(5, { scaleMultipleOf: 4 })]))).to.deep.equal([4, 8]);
    expect(size(await after(counted(2, 4), [new ImageAspectScale(1, { minScale: 2 })]))).to.deep.equal([4, 8]);
  });
});

describe('ImageRandomAspectScale', () => {
  it('scales to each of its sizes now and then', async () => {
    const heights = new Set<number>();
    for (let index = 0; index < 20; index++)
      heights.add((await after(counted(2, 4), [new ImageRandomAspectScale([3, 5])], { index })).height);
    expect([...heights].sort()).to.deep.equal([3, 5]);
  });
});

describe('crops', () => {
  it('keep the middle; half a pixel is cut off', async () => {
    expect(red(await after(counted(4, 4), [new ImageCenterCrop(2, 2)]))).to.deep.equal([
      [5, 6],
      [9, 10],
    ]);
    expect(red(await after(counted(3, 4), [new ImageCenterCrop(1, 2)]))).to.deep.equal([[1], [5]]);
  });

  it('keep all of a smaller image, or fail with isClip false', async () => {
    expect(size(await after(counted(2, 2), [new ImageCenterCrop(4, 1), new ImageRandomCrop(1, 9)])).join()).to.equal('1,1');
    for (const step of [new ImageCenterCrop(3, 2, { isClip: false }), new ImageRandomCrop(3, 2, { isClip: false })]) {
      const failed = await after(counted(2, 2), [step]).then(
        () => 'nothing',
        (error: Error) => error.message,
      );
      expect(failed).to.contain(
        `[IMAGE_CROP_OUTSIDE] ${step.step} failed on file:///drawn: a crop must lie within the image of 2 x 2; got 3 x 2`,
      );
    }
  });

  it('keep a rectangle in pixels or in parts of the sides', async () => {
    expect(red(await after(counted(4, 4), [new ImageFixedCrop(1, 0, 3, 2, { normalized: false })]))).to.deep.equal([
      [1, 2],
      [5, 6],
    ]);
    expect(red(await after(counted(4, 4), [new ImageFixedCrop(0.25, 0.5, 0.75, 1)]))).to.deep.equal([
      [9, 10],
      [13, 14],
    ]);
    expect(red(await after(counted(4, 4), [new ImageFixedCrop(2, 3, 9, 9, { normalized: false })]))).to.deep.equal([[14, 15]]);
    // 0.57 x 100 is 56.99… in doubles: no pixel may be lost by that
    expect(red(await after(counted(1, 100), [new ImageFixedCrop(0.57, 0, 0.58, 1)]))).to.deep.equal([[57]]);
  });

  it('come from every place now and then, and from no other', async () => {
    const seen = new Set<string>();
    for (let index = 0; index < 60; index++) seen.add(red(await after(counted(2, 3), [new ImageRandomCrop(2, 1)], { index })).join());
    expect([...seen].sort()).to.deep.equal(['0,1', '1,2', '3,4', '4,5']);
  });
});

describe('flips', () => {
  it('exchange left and right, and with ImageMirror top and bottom too', async () => {
    expect(red(await after(counted(2, 2), [new ImageHFlip()]))).to.deep.equal([
      [1, 0],
      [3, 2],
    ]);
    expect(red(await after(counted(2, 2), [new ImageMirror()]))).to.deep.equal([
      [3, 2],
      [1, 0],
    ]);
    expect(red(await after(counted(2, 3), [new ImageHFlip(), new ImageHFlip()]))).to.deep.equal([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  it('and crops keep their order', async () => {
    const left = new ImageFixedCrop(0, 0, 1, 1, { normalized: false });
    expect(red(await after(counted(2, 2), [new ImageMirror(), left]))).to.deep.equal([[3]]);
    expect(red(await after(counted(2, 2), [left, new ImageMirror()]))).to.deep.equal([[0]]);
  });
});

describe('ImageExpand', () => {
  it('puts the image whole into a larger one of the colour', async () => {
    const row = picture([
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ]);
    for (let index = 0; index < 20; index++) {
      const got = await after(row, [new ImageExpand({ meansR: 9, meansG: 8, meansB: 7, minExpandRatio: 3, maxExpandRatio: 3 })], { index });
      expect(size(got)).to.deep.equal([3, 6]);
      const all = pixels(got).map((pixel) => pixel.join());
      const at = all.indexOf('1,2,3');
      expect([all[at + 1], at % 6 < 5]).to.deep.equal(['4,5,6', true]);
      expect(all.filter((pixel) => pixel === '9,8,7').length).to.equal(16);
    }
  });
});

describe('ImageFiller', () => {
  it('fills a part with a value', async () => {
    expect(red(await after(counted(2, 4), [new ImageFiller(0.5, 0, 1, 0.5, 99)]))).to.deep.equal([
      [0, 1, 99, 99],
      [4, 5, 6, 7],
    ]);
    expect(red(await after(counted(2, 2), [new ImageHFlip(), new ImageFiller(0, 0, 0.5, 1)]))).to.deep.equal([
      [255, 0],
      [255, 2],
    ]);
  });
});
