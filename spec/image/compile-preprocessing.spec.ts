import { expect } from 'chai';
import { compilePreprocessing } from '#lib/image/compile-preprocessing.js';
import { ChainedPreprocessing, ImageFeatureToTensor, ImageMatToTensor, ImageResize, RowToImageFeature } from '#lib/image/index.js';
import { rowRandom } from '#lib/image/random.js';
import { grey } from './picture.js';

describe('compilePreprocessing', () => {
  it('writes from the offset on, and nothing beside it', async () => {
    const chain = new ChainedPreprocessing([
      new RowToImageFeature(),
      new ImageResize(1, 2),
      new ImageMatToTensor(),
      new ImageFeatureToTensor(),
    ]);
    const { apply } = await compilePreprocessing(chain.toJSON());
    const row = grey([[10, 20, 30, 40]]);
    const target = new Float32Array(10).fill(-1);
    await apply(row, rowRandom(1, 0, 0), target, 3);
    expect([...target]).to.deep.equal([-1, -1, -1, 17, 33, 17, 33, 17, 33, -1]);

    let error: unknown;
    await apply(row, rowRandom(1, 0, 0), target, 5).catch((e: unknown) => (error = e));
    expect(error).to.be.instanceOf(RangeError);
  });
});
