import { expect } from 'chai';
import { join } from 'node:path';
import { readTensors, writeTensors } from '#lib/ml/persistence/tensors.js';
import { rejection } from '../estimator-contract.js';
import { withTemporaryFolder } from '../temporary-folder.js';

describe('tensors', () => {
  it('come back with their types, shapes and bits', () =>
    withTemporaryFolder(async (dir) => {
      const tensors = {
        kernel: { values: Float32Array.of(1, -0, NaN, Infinity, 0.1, 1e-40), shape: [2, 3] },
        mean: Float64Array.of(0.1),
        'a.b': Int32Array.of(-1, 2 ** 31 - 1),
        bytes: Uint8Array.of(0, 255),
        longs: BigInt64Array.of(-(2n ** 63n)),
        empty: { values: new Float32Array(0), shape: [0, 4] },
      };
      await writeTensors(join(dir, 't.arrow'), tensors);
      const back = await readTensors(join(dir, 't.arrow'));
      expect(Object.keys(back)).to.deep.equal(Object.keys(tensors));
      expect(back['kernel']).to.deep.equal(tensors.kernel);
      expect(back['mean']).to.deep.equal({ values: tensors.mean, shape: [1] });
      expect(back['a.b']!.values).to.deep.equal(tensors['a.b']);
      expect(back['bytes']!.values).to.deep.equal(tensors.bytes);
      expect(back['longs']!.values).to.deep.equal(tensors.longs);
      expect(back['empty']).to.deep.equal(tensors.empty);
    }));

  it('refuse a shape that the values do not fill', () =>
    withTemporaryFolder(async (dir) => {
      const wrong = { w: { values: new Float32Array(5), shape: [2, 3] } };
      expect(await rejection(writeTensors(join(dir, 't.arrow'), wrong))).to.include(
        "Tensor 'w' of shape [2, 3] must have as many values; it has 5",
      );
    }));
});
