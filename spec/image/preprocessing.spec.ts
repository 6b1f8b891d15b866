import { expect } from 'chai';
import * as steps from '#lib/image/index.js';
import { preprocessingFromJSON } from '#lib/image/preprocessing-from-json.js';
import { rowRandom } from '#lib/image/random.js';
import type { TensorValue } from '#lib/image/tensor-value.js';
import { after, grey } from './picture.js';

/** Each step, with options that are not its defaults. */
const examples: readonly steps.Preprocessing[] = [
  new steps.ArrayToTensor([2, 3]),
  new steps.ChainedPreprocessing([new steps.RowToImageFeature(), new steps.ChainedPreprocessing([new steps.ImageHFlip()])]),
  new steps.ImageAspectScale(7, { maxSize: 99, scaleMultipleOf: 2, minScale: 0.5, interpolation: 'cubic' }),
  new steps.ImageBrightness(-3, 4.5),
  new steps.ImageBytesToMat(),
  new steps.ImageCenterCrop(3, 4, { isClip: false }),
  new steps.ImageChannelNormalize(1, 2, 3, 4, 5, 6),
  new steps.ImageChannelOrder({ order: 'GRB' }),
  new steps.ImageColorJitter({ hueDelta: 7, shuffle: true }),
  new steps.ImageContrast(0.5, 2),
  new steps.ImageExpand({ meansR: 1, maxExpandRatio: 2 }),
  new steps.ImageFeatureToTensor(),
  new steps.ImageFiller(0, 0.1, 0.5, 1, 7),
  new steps.ImageFixedCrop(1, 2, 3, 4, { normalized: false, isClip: false }),
  new steps.ImageHFlip(),
  new steps.ImageHue(-5, 5),
  new steps.ImageMatToTensor({ toRGB: false, format: 'NHWC' }),
  new steps.ImageMirror(),
  new steps.ImagePixelNormalize([1.5, 2, 3]),
  new steps.ImageRandomAspectScale([3, 5], { maxSize: 40 }),
  new steps.ImageRandomCrop(3, 4),
  new steps.ImageRandomPreprocessing(new steps.ImageRandomCrop(1, 2), 0.25),
  new steps.ImageResize(3, 4, { interpolation: 'area' }),
  new steps.ImageSaturation(0.5, 1),
  new steps.MLlibVectorToTensor([4]),
  new steps.PerImageNormalize(0, 2, { norm: 'l2' }),
  new steps.RowToImageFeature(),
  new steps.ScalarToTensor(),
  new steps.SeqToTensor([1, 2]),
];

const toTensor = (...inner: steps.Preprocessing[]) =>
  new steps.ChainedPreprocessing([new steps.RowToImageFeature(), ...inner, new steps.ImageMatToTensor(), new steps.ImageFeatureToTensor()]);

describe('preprocessing as JSON', () => {
  it('has an example of every step here', () => {
    const classes = Object.values(steps)
      .filter((each) => typeof each === 'function' && each !== steps.Preprocessing)
      .map((each) => (each as { name: string }).name);
    expect(examples.map(({ step }) => step).sort()).to.deep.equal(classes.sort());
  });

  for (const step of examples) {
    it(`gives ${step.step} back`, () => {
      const back = preprocessingFromJSON(JSON.parse(JSON.stringify(step)) as steps.PreprocessingJSON);
      expect(back).to.be.instanceOf(step.constructor);
      expect(back.toJSON()).to.deep.equal(step.toJSON());
      for (const shape of [undefined, [8, 9, 3]]) expect(back.outputShape(shape)).to.deep.equal(step.outputShape(shape));
    });
  }

  it('gives a chain back that makes the same numbers', async () => {
    const row = grey([
      [0, 10, 20, 30],
      [40, 50, 60, 70],
      [80, 90, 100, 110],
    ]);
    const chain = toTensor(
      new steps.ImageFixedCrop(0, 0, 0.75, 1),
      new steps.ImageRandomCrop(2, 2),
      new steps.ImageResize(4, 3, { interpolation: 'cubic' }),
      new steps.ImageColorJitter({ shuffle: true }),
      new steps.ImageChannelNormalize(1, 2, 3, 4, 5, 6),
    );
    const numbers = async (value: unknown) => {
      const out = new Float32Array(36);
      await (value as TensorValue).write(out, 0);
      return [...out];
    };
    const back = preprocessingFromJSON(JSON.parse(JSON.stringify(chain)) as steps.PreprocessingJSON);
    expect(await numbers(await back.apply(row, rowRandom(1, 2, 3)))).to.deep.equal(
      await numbers(await chain.apply(row, rowRandom(1, 2, 3))),
    );
  });

  it('refuses a step that this version has not', () => {
    expect(() => preprocessingFromJSON({ step: 'ImageBlur', options: {} })).to.throw(
      "[UNKNOWN_PREPROCESSING] 'ImageBlur' must be a preprocessing step; this version has ArrayToTensor, ChainedPreprocessing",
    );
  });
});

describe('random steps', () => {
  const random = [
    new steps.ImageRandomCrop(5, 5),
    new steps.ImageRandomPreprocessing(new steps.ImageHFlip(), 0.5),
    new steps.ImageColorJitter({ shuffle: true }),
    new steps.ImageExpand(),
    new steps.ImageRandomAspectScale([4, 6, 9]),
  ];
  const row = grey(Array.from({ length: 8 }, (_, y) => Array.from({ length: 8 }, (__, x) => y * 8 + x)));

  it('repeat by seed, epoch and row, and differ by each', async () => {
    const made = async (seed: number, index: number) => JSON.stringify(await after(row, random, { seed, index }));
    expect(await made(3, 4)).to.equal(await made(3, 4));
    expect(new Set([await made(3, 4), await made(3, 5), await made(4, 4), await made(4, 3)]).size).to.equal(4);
    expect(rowRandom(1, 2, 3)()).to.not.equal(rowRandom(1, 3, 3)());
    expect(rowRandom(1, 2, 3)()).to.not.equal(rowRandom(1, 2, 3 + 2 ** 32)());
  });

  it('happen as often as their probability says', async () => {
    const flip = new steps.ImageRandomPreprocessing(new steps.ImageHFlip(), 0.3);
    const times = async (step: steps.Preprocessing) => {
      let flipped = 0;
      for (let index = 0; index < 500; index++) if ((await after(grey([[1, 2]]), [step], { index })).values[0] === 2) flipped++;
      return flipped;
    };
    expect(await times(flip)).to.be.within(110, 190);
    expect(await times(new steps.ImageRandomPreprocessing(new steps.ImageHFlip(), 0))).to.equal(0);
    expect(await times(new steps.ImageRandomPreprocessing(new steps.ImageHFlip(), 1))).to.equal(500);
  });
});
