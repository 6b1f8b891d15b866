import { expect } from 'chai';
import {
  ImageBrightness,
  ImageChannelNormalize,
  ImageChannelOrder,
  ImageColorJitter,
  ImageContrast,
  ImageHue,
  ImageMatToTensor,
  ImagePixelNormalize,
  ImageResize,
  ImageSaturation,
  PerImageNormalize,
  RowToImageFeature,
} from '#lib/image/index.js';
import type { ImageTensor } from '#lib/image/image-tensor.js';
import { rowRandom } from '#lib/image/random.js';
import { after, grey, picture, pixels, red } from './picture.js';

const two = picture([
  [
    [10, 20, 30],
    [40, 50, 60],
  ],
]);
const close = (got: number[], wanted: number[]): void => {
  expect(got.length).to.equal(wanted.length);
  got.forEach((value, i) => expect(value).to.be.closeTo(wanted[i]!, 1e-5));
};

describe('ImageBrightness and ImageContrast', () => {
  it('add and multiply, and hold bytes between 0 and 255', async () => {
    expect(red(await after(grey([[0, 100, 250]]), [new ImageBrightness(20, 20)]))).to.deep.equal([[20, 120, 255]]);
    expect(red(await after(grey([[0, 10, 250]]), [new ImageBrightness(-20, -20)]))).to.deep.equal([[0, 0, 230]]);
    expect(red(await after(grey([[0, 101, 250]]), [new ImageContrast(1.5, 1.5)]))).to.deep.equal([[0, 152, 255]]);
  });

  it('change floats as they are once the image is normalised', async () => {
    const got = await after(grey([[0, 100]]), [
      new ImageChannelNormalize(50, 50, 50, 100, 100, 100),
      new ImageBrightness(-2, -2),
      new ImageContrast(3, 3),
    ]);
    close(red(got)[0]!, [-7.5, -4.5]);
  });

  it('draw from their range', async () => {
    const drawn = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => red(await after(grey([[100]]), [new ImageBrightness(-10, 30)], { index }))[0]![0]!),
    );
    expect(Math.min(...drawn)).to.be.within(90, 95);
    expect(Math.max(...drawn)).to.be.within(125, 130);
  });
});

describe('ImageHue and ImageSaturation', () => {
  const colours = picture([
    [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [90, 90, 90],
      [200, 100, 50],
    ],
  ]);

  it('turn red to green to blue by a third of a turn, and leave grey', async () => {
    const got = pixels(await after(colours, [new ImageHue(60, 60)]));
    expect(got.slice(0, 4)).to.deep.equal([
      [0, 255, 0],
      [0, 0, 255],
      [255, 0, 0],
      [90, 90, 90],
    ]);
    expect(got[4]!.map((v) => Math.round(v / 4))).to.deep.equal([50, 200, 100].map((v) => Math.round(v / 4)));
  });

  it('take all colour by a factor of 0, and keep it by 1', async () => {
    expect(pixels(await after(colours, [new ImageSaturation(0, 0)]))).to.deep.equal([255, 255, 255, 90, 200].map((v) => [v, v, v]));
    const same = pixels(await after(colours, [new ImageSaturation(1, 1)])).flat();
    [255, 0, 0, 0, 255, 0, 0, 0, 255, 90, 90, 90, 200, 100, 50].forEach((v, i) => expect(same[i]).to.be.closeTo(v, 1));
  });

  it('refuse an image that is normalised, and say what to do', async () => {
    const failed = await after(colours, [new ImageChannelNormalize(1, 1, 1), new ImageHue(1, 1)]).then(
      () => 'nothing',
      (error: Error) => error.message,
    );
    expect(failed).to.equal(
      '[IMAGE_ALREADY_NORMALIZED] ImageHue failed on file:///drawn: an image can be changed as bytes only before it is normalised. Move this step before the normalising ones.',
    );
  });
});

describe('ImageChannelOrder', () => {
  it('orders channels by name', async () => {
    expect(pixels(await after(two, [new ImageChannelOrder({ order: 'BGR' })]))).to.deep.equal([
      [30, 20, 10],
      [60, 50, 40],
    ]);
    expect(pixels(await after(two, [new ImageChannelOrder({ order: 'GBR' })]))).to.deep.equal([
      [20, 30, 10],
      [50, 60, 40],
    ]);
  });

  it('draws every order now and then without one', async () => {
    const seen = new Set<string>();
    for (let index = 0; index < 80; index++) seen.add(pixels(await after(two, [new ImageChannelOrder()], { index }))[0]!.join());
    expect(seen.size).to.equal(6);
  });
});

describe('ImageColorJitter', () => {
  const always = { brightnessProb: 1, contrastProb: 1, saturationProb: 1, hueProb: 1, randomOrderProb: 1 };

  it('changes nothing with every probability 0', async () => {
    const never = { brightnessProb: 0, contrastProb: 0, saturationProb: 0, hueProb: 0, randomOrderProb: 0 };
    for (const shuffle of [false, true])
      expect(await after(two, [new ImageColorJitter({ ...never, shuffle })])).to.deep.equal(await after(two, []));
  });

  it('changes each image differently, shuffled or not', async () => {
    for (const shuffle of [false, true]) {
      const seen = new Set<string>();
      for (let index = 0; index < 30; index++)
        seen.add((await after(two, [new ImageColorJitter({ ...always, shuffle })], { index })).values.join());
      expect(seen.size).to.be.greaterThan(25);
    }
  });

  it('makes each of its changes once, in any order, when it shuffles', async () => {
    const options = {
      ...always,
      brightnessDelta: 0,
      saturationProb: 0,
      hueProb: 0,
      randomOrderProb: 0,
      contrastLower: 2,
      contrastUpper: 2,
      shuffle: true,
    };
    for (let index = 0; index < 20; index++)
      expect(red(await after(two, [new ImageColorJitter(options)], { index }))).to.deep.equal([[20, 80]]);
  });
});

describe('normalising steps', () => {
  it('subtract means and divide by channel, one after the other', async () => {
    close((await after(two, [new ImageChannelNormalize(10, 10, 10, 10, 20, 40)])).values, [0, 0.5, 0.5, 3, 2, 1.25]);
    close(
      (await after(two, [new ImageChannelNormalize(0, 0, 0, 255, 255, 255), new ImageChannelNormalize(0.5, 0.5, 0.5, 0.1, 0.1, 0.1)]))
        .values,
      [10, 20, 30, 40, 50, 60].map((v) => (v / 255 - 0.5) / 0.1),
    );
    close(
      (await after(two, [new ImageChannelNormalize(10, 10, 10, 10, 10, 10), new ImageResize(1, 1, { interpolation: 'area' })])).values,
      [1.5, 2.5, 3.5],
    );
  });

  it('subtract a mean image, and say what size it must have', async () => {
    close((await after(two, [new ImagePixelNormalize([1, 2, 3, 4, 5, 6.5])])).values, [9, 18, 27, 36, 45, 53.5]);
    const failed = await after(two, [new ImagePixelNormalize([1, 2])]).then(
      () => 'nothing',
      (error: Error) => error.message,
    );
    expect(failed).to.contain(
      '[IMAGE_MEANS_SIZE] ImagePixelNormalize failed on file:///drawn: means must have a number for each of 1 x 2 x 3 values; got 2',
    );
  });

  it('scale an image by its own values', async () => {
    close((await after(two, [new PerImageNormalize(0, 1)])).values, [0, 0.2, 0.4, 0.6, 0.8, 1]);
    close((await after(two, [new PerImageNormalize(1, -1)])).values, [-1, -0.6, -0.2, 0.2, 0.6, 1]);
    close(
      (await after(two, [new PerImageNormalize(1, 0, { norm: 'inf' })])).values,
      [10, 20, 30, 40, 50, 60].map((v) => v / 60),
    );
    close(
      (await after(two, [new PerImageNormalize(2, 0, { norm: 'l1' })])).values,
      [10, 20, 30, 40, 50, 60].map((v) => v / 105),
    );
    close(
      (await after(two, [new PerImageNormalize(1, 0, { norm: 'l2' })])).values,
      [10, 20, 30, 40, 50, 60].map((v) => v / Math.sqrt(9100)),
    );
    close((await after(grey([[7, 7]]), [new PerImageNormalize(3, 5)])).values, [3, 3, 3, 3, 3, 3]);
  });
});

describe('ImageMatToTensor', () => {
  const tensor = async (step: ImageMatToTensor) => {
    const made: ImageTensor = await step.apply(await new RowToImageFeature().apply(two));
    const values = new Float32Array(8).fill(-1);
    await made.write(values, 1);
    return [made.shape, [...values]];
  };

  it('puts channels first or last, red or blue first, from the offset on', async () => {
    expect(await tensor(new ImageMatToTensor())).to.deep.equal([
      [3, 1, 2],
      [-1, 10, 40, 20, 50, 30, 60, -1],
    ]);
    expect(await tensor(new ImageMatToTensor({ format: 'NHWC' }))).to.deep.equal([
      [1, 2, 3],
      [-1, 10, 20, 30, 40, 50, 60, -1],
    ]);
    expect(await tensor(new ImageMatToTensor({ toRGB: false }))).to.deep.equal([
      [3, 1, 2],
      [-1, 30, 60, 20, 50, 10, 40, -1],
    ]);
    expect(await tensor(new ImageMatToTensor({ toRGB: false, format: 'NHWC' }))).to.deep.equal([
      [1, 2, 3],
      [-1, 30, 20, 10, 60, 50, 40, -1],
    ]);
  });

  it('keeps means with their channels, whatever the order', async () => {
    const image = await new RowToImageFeature().apply(two);
    await new ImageChannelNormalize(10, 20, 30).apply(image, rowRandom(0, 0, 0));
    const values = new Float32Array(6);
    await (await new ImageMatToTensor({ toRGB: false }).apply(image)).write(values, 0);
    expect([...values]).to.deep.equal([0, 30, 0, 30, 0, 30]);
  });
});
