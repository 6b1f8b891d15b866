import { expect } from 'chai';
import sharp from 'sharp';
import { AnalysisError, ExecutionError, ParamError } from '#lib/errors.js';
import { compilePreprocessing } from '#lib/image/compile-preprocessing.js';
import { ImageFeature } from '#lib/image/image-feature.js';
import * as steps from '#lib/image/index.js';
import type { PixelSource } from '#lib/image/pixel-source.js';
import { rowRandom } from '#lib/image/random.js';
import type { TensorValue } from '#lib/image/tensor-value.js';
import { encoded, grey } from './picture.js';

const toTensor = (...inner: steps.Preprocessing[]) =>
  new steps.ChainedPreprocessing([new steps.RowToImageFeature(), ...inner, new steps.ImageMatToTensor(), new steps.ImageFeatureToTensor()]);

async function failing(chain: steps.Preprocessing, value: unknown, room = 1000): Promise<Error> {
  const compiled = await compilePreprocessing(chain.toJSON());
  return compiled.apply(value, rowRandom(0, 0, 0), new Float32Array(room), 0).then(
    () => new Error('nothing was thrown'),
    (error: Error) => error,
  );
}

/** A grey picture of 64 x 64 that counts how often it is decoded. */
class Counted implements PixelSource {
  readonly size = { width: 64, height: 64 };
  decodes = 0;

  decode(workspace: Parameters<PixelSource['decode']>[0]): { width: number; height: number } {
    this.decodes++;
    workspace.reservePixels(64 * 64 * 3).fill(100);
    return this.size;
  }
}

describe('an image on its way through a chain', () => {
  it('is decoded once, whatever is done to it', async () => {
    const source = new Counted();
    const chain = new steps.ChainedPreprocessing([
      new steps.ImageBytesToMat(),
      new steps.ImageResize(32, 32),
      new steps.ImageRandomCrop(20, 20),
      new steps.ImageResize(30, 30),
      new steps.ImageHFlip(),
      new steps.ImageBrightness(10, 10),
      new steps.ImageColorJitter({ shuffle: true }),
      new steps.ImageExpand(),
      new steps.ImageCenterCrop(8, 8),
      new steps.ImageChannelNormalize(1, 2, 3),
      new steps.PerImageNormalize(0, 1),
      new steps.ImageMatToTensor(),
      new steps.ImageFeatureToTensor(),
    ]);
    const tensor = (await chain.apply(new ImageFeature('counted', source), rowRandom(0, 0, 0))) as TensorValue;
    await tensor.write(new Float32Array(3 * 8 * 8), 0);
    expect(source.decodes).to.equal(1);
  });

  it('is not decoded before its numbers are written', async () => {
    const source = new Counted();
    const chain = new steps.ChainedPreprocessing([
      new steps.ImageResize(32, 32),
      new steps.ImageHFlip(),
      new steps.ImageChannelNormalize(1, 1, 1),
      new steps.ImageMatToTensor(),
    ]);
    const tensor = (await chain.apply(new ImageFeature('counted', source), rowRandom(0, 0, 0))) as TensorValue;
    expect(source.decodes).to.equal(0);
    await tensor.write(new Float32Array(3 * 32 * 32), 0);
    expect(source.decodes).to.equal(1);
  });
});

describe('the shape of a chain', () => {
  const shapeOf = async (chain: steps.Preprocessing, input?: number[]) => (await compilePreprocessing(chain.toJSON(), input)).shape;

  it('is known from the last resize or crop on', async () => {
    expect(await shapeOf(toTensor(new steps.ImageResize(5, 6)))).to.deep.equal([3, 5, 6]);
    expect(await shapeOf(toTensor(new steps.ImageAspectScale(9), new steps.ImageCenterCrop(4, 3)))).to.deep.equal([3, 3, 4]);
    expect(await shapeOf(toTensor(new steps.ImageResize(8, 8), new steps.ImageFixedCrop(0.5, 0, 1, 0.25)))).to.deep.equal([3, 2, 4]);
    expect(
      await shapeOf(toTensor(new steps.ImageResize(8, 8), new steps.ImageRandomPreprocessing(new steps.ImageCenterCrop(2, 2), 0.5))),
    ).to.equal(undefined);
    expect(await shapeOf(toTensor(new steps.ImageHFlip()))).to.equal(undefined);
    expect(await shapeOf(new steps.SeqToTensor(), [7])).to.deep.equal([7]);
  });

  it('is that of what a crop leaves of an image of known size', async () => {
    const crop = toTensor(new steps.ImageResize(4, 4), new steps.ImageFixedCrop(1, 2, 9, 9, { normalized: false }));
    expect(await shapeOf(crop)).to.deep.equal([3, 2, 3]);
    const target = new Float32Array(18);
    await (await compilePreprocessing(crop.toJSON())).apply(grey([[5]]), rowRandom(0, 0, 0), target, 0);
    expect([...target]).to.deep.equal(Array(18).fill(5));
  });

  it('is an error where an image has another, that names the image and the way out', async () => {
    const error = await failing(toTensor(new steps.ImageCenterCrop(2, 2)), grey([[1, 2, 3]]));
    expect(error).to.be.instanceOf(AnalysisError);
    expect(error.message).to.equal(
      '[PREPROCESSING_SHAPE] ChainedPreprocessing must give a tensor of 3 x 2 x 2; got 3 x 1 x 2 from file:///drawn. Resize before a crop that may be larger than the image.',
    );
  });
});

describe('errors of a chain', () => {
  it('name the file and the step', async () => {
    const cut = (
      await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
        .png()
        .toBuffer()
    ).subarray(0, 90);
    const truncated = await failing(toTensor(new steps.ImageBrightness(1, 1)), encoded(cut, 'file:///cut.png'));
    expect(truncated).to.be.instanceOf(ExecutionError);
    expect(truncated.message).to.contain('file:///cut.png');
    const late = await failing(
      toTensor(new steps.ImageChannelNormalize(1, 1, 1), new steps.PerImageNormalize(0, 1), new steps.ImageResize(9, 9)),
      grey([[1, 2]]),
    );
    expect(late.message).to.match(
      /^\[IMAGE_ALREADY_NORMALIZED\] ImageResize failed on file:\/\/\/drawn: an image can be resized only before it is normalised/,
    );
  });

  it('say that an image is null, and how to drop such rows', async () => {
    for (const nothing of [null, undefined]) {
      const error = await failing(toTensor(new steps.ImageResize(2, 2)), nothing);
      expect(error).to.be.instanceOf(ExecutionError);
      expect(error.message).to.equal(
        "[NULL_IMAGE] RowToImageFeature must get an image; got null. Drop the rows without one: df.filter(col('image').isNotNull()).",
      );
    }
  });

  it('say what is wrong with a row', async () => {
    const row = grey([[1, 2]]);
    const chain = toTensor(new steps.ImageResize(2, 2));
    expect((await failing(chain, 'a.jpg')).message).to.contain('[NOT_AN_IMAGE_COLUMN] RowToImageFeature must get a struct of origin');
    expect((await failing(chain, { ...row, mode: 5 })).message).to.contain(
      "[UNSUPPORTED_IMAGE_MODE] file:///drawn: mode must be -1 (a file's bytes), 0 (CV_8UC1), 16 (CV_8UC3) or 24 (CV_8UC4); got 5",
    );
    expect((await failing(chain, { ...row, width: 3 })).message).to.contain(
      '[INVALID_IMAGE_SIZE] file:///drawn: data must hold 1 x 3 x 3 bytes, at least one; got 6',
    );
    expect((await failing(chain, { ...row, width: -1, height: -2, mode: 16 })).message).to.contain('[INVALID_IMAGE_SIZE]');
  });

  it('say how steps are put in order', async () => {
    expect((await failing(new steps.ChainedPreprocessing([new steps.ImageResize(2, 2)]), null)).message).to.contain(
      '[PREPROCESSING_ORDER] ImageResize must get an image; got null. Put RowToImageFeature first',
    );
    expect((await failing(new steps.ChainedPreprocessing([new steps.RowToImageFeature()]), grey([[1]]))).message).to.contain(
      '[PREPROCESSING_NOT_A_TENSOR] ChainedPreprocessing must end in a tensor; its last step gives ImageFeature',
    );
    expect((await failing(new steps.ImageFeatureToTensor(), 3)).message).to.contain('Put ImageMatToTensor before it');
    expect((await failing(new steps.SeqToTensor([2]), [1, 2, 3])).message).to.contain(
      '[PREPROCESSING_SHAPE] SeqToTensor must get the 2 numbers of a tensor of 2; got 3',
    );
    expect((await failing(new steps.SeqToTensor(), [1, null])).message).to.contain('SeqToTensor must get numbers; got null');
  });

  it('come when a step is made with numbers that make no sense', () => {
    const wrong: [() => unknown, string][] = [
      [() => new steps.ImageResize(-1, 2), 'ImageResize.height must be an integer from 1 to 65535; got -1'],
      [
        () => new steps.ImageResize(2, 2, { interpolation: 'best' as never }),
        "ImageResize.interpolation must be one of nearest, linear, area, cubic, lanczos; got 'best'",
      ],
      [() => new steps.ImageCenterCrop(1.5, 2), 'ImageCenterCrop.cropWidth must be an integer from 1 to 65535; got 1.5'],
      [() => new steps.ImageFixedCrop(2, 0, 1, 1), 'ImageFixedCrop.x2 must be more than x1 (2); got 1'],
      [() => new steps.ImageChannelNormalize(0, 0, 0, 1, 0, 1), 'ImageChannelNormalize.stdG must be other than 0; got 0'],
      [() => new steps.ImageChannelNormalize(NaN, 0, 0), 'ImageChannelNormalize.meanR must be a number; got NaN'],
      [() => new steps.ImageBrightness(2, 1), 'ImageBrightness.deltaHigh must be at least ImageBrightness.deltaLow (2); got 1'],
      [() => new steps.ImageContrast(-1, 1), 'ImageContrast.deltaLow must be at least 0; got -1'],
      [
        () => new steps.ImageRandomPreprocessing(new steps.ImageHFlip(), 2),
        'ImageRandomPreprocessing.probability must be a number from 0 to 1; got 2',
      ],
      [() => new steps.ChainedPreprocessing([]), 'ChainedPreprocessing.steps must be a list of preprocessing steps, at least one; got []'],
      [() => new steps.ImageExpand({ minExpandRatio: 0.5 }), 'ImageExpand.minExpandRatio must be at least 1; got 0.5'],
      [() => new steps.ImageMatToTensor({ format: 'HWC' as never }), "ImageMatToTensor.format must be one of NCHW, NHWC; got 'HWC'"],
    ];
    for (const [make, message] of wrong) expect(make).to.throw(ParamError, message);
  });
});

describe('raw rows', () => {
  it('may be grey, BGR or BGRA', async () => {
    const compiled = await compilePreprocessing(toTensor(new steps.ImageResize(1, 1)).toJSON());
    for (const [mode, data, wanted] of [
      [0, [7], [7, 7, 7]],
      [16, [1, 2, 3], [3, 2, 1]],
      [24, [1, 2, 3, 99], [3, 2, 1]],
    ] as const) {
      const target = new Float32Array(3);
      await compiled.apply(
        { origin: null, height: 1, width: 1, nChannels: data.length, mode, data: Uint8Array.from(data) },
        rowRandom(0, 0, 0),
        target,
        0,
      );
      expect([...target]).to.deep.equal(wanted);
    }
  });
});

describe('tensors of numbers', () => {
  it('are made of vectors, arrays and scalars', async () => {
    const numbers = async (step: steps.Preprocessing, value: unknown) => {
      const compiled = await compilePreprocessing(step.toJSON());
      const target = new Float32Array(4).fill(-1);
      await compiled.apply(value, rowRandom(0, 0, 0), target, 0);
      return [...target];
    };
    expect(
      await numbers(new steps.SeqToTensor([2, 2]), [
        [1, 2],
        [3, 4],
      ]),
    ).to.deep.equal([1, 2, 3, 4]);
    expect(await numbers(new steps.ArrayToTensor([3]), Float64Array.of(1, 2, 3))).to.deep.equal([1, 2, 3, -1]);
    expect(await numbers(new steps.MLlibVectorToTensor(), [5, 6])).to.deep.equal([5, 6, -1, -1]);
    expect(await numbers(new steps.ScalarToTensor(), 9n)).to.deep.equal([9, -1, -1, -1]);
  });
});
