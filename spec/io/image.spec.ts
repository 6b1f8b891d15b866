import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import sharp from 'sharp';
import { AnalysisError, ExecutionError } from '#lib/errors.js';
import { compilePreprocessing } from '#lib/image/compile-preprocessing.js';
import { rowRandom } from '#lib/image/random.js';
import {
  ChainedPreprocessing,
  ImageFeatureToTensor,
  ImageMatToTensor,
  ImageResize,
  RowToImageFeature,
  type ImageRow,
} from '#lib/image/index.js';
import { NNImageReader } from '#lib/nn/nn-image-reader.js';
import type { SourceRelation } from '#lib/plan/relation.js';
import { SparkSession } from '#lib/session/spark-session.js';
import { AFolder } from './a-folder.js';

const plain = (format: 'jpeg' | 'png', width: number, height: number, background = '#102030'): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
const chain = new ChainedPreprocessing([
  new RowToImageFeature(),
  new ImageResize(2, 2),
  new ImageMatToTensor(),
  new ImageFeatureToTensor(),
]);

async function thrownBy(action: () => Promise<unknown>): Promise<Error> {
  try {
    await action();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

describe('reading pictures', () => {
  let spark: SparkSession;
  let folder: AFolder;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
  });
  after(() => spark.stop());
  beforeEach(() => {
    folder = new AFolder();
  });
  afterEach(() => folder.remove());

  const rowsOf = async (df: { collect(): Promise<any[]> }): Promise<(ImageRow | null)[]> => (await df.collect()).map(({ image }) => image);

  it('gives the bytes of the files as they are, with the sizes that their headers say', async () => {
    const files = { 'a b.jpg': await plain('jpeg', 30, 20), 'c/ü [1].png': await plain('png', 4, 5) };
    for (const [name, bytes] of Object.entries(files)) folder.put(name, bytes);
    const rows = await rowsOf(NNImageReader.readImages(folder.path, spark));
    expect(rows.map((row) => [row!.origin, row!.height, row!.width, row!.nChannels, row!.mode])).to.deep.equal([
      [pathToFileURL(`${folder.path}/a b.jpg`).href, 20, 30, 3, -1],
      [pathToFileURL(`${folder.path}/c/ü [1].png`).href, 5, 4, 3, -1],
    ]);
    expect(rows.map((row) => Buffer.from(row!.data))).to.deep.equal(Object.values(files));
  });

  it('makes partitions of neighbours, as many as are asked for where there are as many files', async () => {
    for (let i = 0; i < 9; i++) folder.put(`${i}.png`, await plain('png', 2, 2));
    const partitions = (minPartitions?: number): string[] => {
      const { relation } = NNImageReader.readImages(folder.path, spark, { minPartitions });
      return (relation as SourceRelation).splits.map((splits) => (splits as string[][]).flat().map((origin) => origin.at(-5)).join(''));
    };
    expect(partitions(3)).to.deep.equal(['012', '345', '678']);
    expect(partitions()).to.deep.equal(['01234', '5678']);
    expect(partitions(20).length).to.equal(9);
    expect(() => partitions(0)).to.throw(AnalysisError, "minPartitions must be a whole number >= 1; got '0'");
  });

  it('opens no file whose contents nobody asks for', async () => {
    const paths = ['a.jpg', 'b.jpg'].map((name) => folder.put(name, 'no picture'));
    const df = NNImageReader.readImages(folder.path, spark);
    paths.forEach((path) => rmSync(path));
    const origins = (await df.selectExpr('image.origin as origin').collect()).map(({ origin }) => origin);
    expect(origins).to.deep.equal(paths.map((path) => pathToFileURL(path).href));
    expect(await df.count()).to.equal(2);
  });

  it('names a file that is gone by the time it is read', async () => {
    folder.put('a.png', await plain('png', 2, 2));
    const gone = folder.put('gone (1).png', await plain('png', 2, 2));
    const df = NNImageReader.readImages(folder.path, spark);
    rmSync(gone);
    const error = await thrownBy(() => df.collect());
    expect(error.message).to.contain('[FAILED_READ_FILE.FILE_NOT_EXIST]').and.to.contain(`${gone} must be a file that can be read`);
  });

  describe('that are no whole pictures', () => {
    let whole: string;
    let broken: string[];
    beforeEach(async () => {
      const photo = readFileSync('../shared/data/hymenoptera_data/val/ants/10308379_1b6c72e180.jpg');
      const png = await sharp(photo).resize(64).png().toBuffer();
      whole = folder.put('whole.jpg', photo);
      broken = [
        folder.put('cut.jpg', photo.subarray(0, photo.length / 2)),
        folder.put('cut.png', png.subarray(0, png.length / 2)),
        folder.put('empty.jpg', ''),
        folder.put('header-only.jpg', photo.subarray(0, 100)),
        folder.put('text.jpg', 'This is text.'),
      ];
    });

    it('gives null images with dropInvalid, and one warning that counts and names them', async () => {
      const df = NNImageReader.readImages(folder.path, spark, { dropInvalid: true, minPartitions: 3 });
      const warned = once(process, 'warning') as Promise<[Error & { code: string }]>;
      const rows = await rowsOf(df);
      expect(rows.map((row) => row?.origin ?? null)).to.deep.equal([null, null, null, null, null, pathToFileURL(whole).href]);
      const [warning] = await warned;
      expect([warning.name, warning.code]).to.deep.equal(['KindlingWarning', 'INVALID_IMAGES']);
      expect(warning.message).to.match(/^5 files are no whole pictures/);
      for (const path of broken) expect(warning.message).to.contain(pathToFileURL(path).href);
    });

    it('gives the same rows with dropInvalid whatever is asked of them', async () => {
      const df = NNImageReader.readImages(folder.path, spark, { dropInvalid: true });
      const origins = (await df.selectExpr('image.origin as origin').collect()).map(({ origin }) => origin);
      expect(origins).to.deep.equal([null, null, null, null, null, pathToFileURL(whole).href]);
      expect(await df.count()).to.equal(6);
      expect(await df.filter('image is not null').count()).to.equal(1);
    });

    it('gives their bytes without it, and an error that names the file where one is decoded', async () => {
      const rows = await rowsOf(NNImageReader.readImages(folder.path, spark));
      const compiled = await compilePreprocessing(chain.toJSON());
      const target = new Float32Array(12);
      expect(rows.length).to.equal(6);
      for (const row of rows.slice(0, 5)) {
        const error = await thrownBy(() => compiled.apply(row, rowRandom(0, 0, 0), target, 0));
        expect(error).to.be.instanceOf(ExecutionError);
        expect(error.message).to.match(
          /^\[CANNOT_READ_IMAGE\] file:.* must be a whole image that sharp can read; got .* \(\d+ bytes\)\. Remove the file, or read with dropInvalid: true\.$/,
        );
        expect(error.message).to.contain(row!.origin);
      }
      await compiled.apply(rows[5], rowRandom(0, 0, 0), target, 0);
      expect(Math.max(...target)).to.be.greaterThan(0);
    });

    it('are an error of the job where pictures are decoded as they are read', async () => {
      const error = await thrownBy(() => NNImageReader.readImages(`${folder.path}/*.png`, spark, { resizeH: 4, resizeW: 4 }).collect());
      expect(error.message).to.contain('[CANNOT_READ_IMAGE]').and.to.contain(pathToFileURL(broken[1]!).href);
      const kept = await rowsOf(NNImageReader.readImages(folder.path, spark, { resizeH: 4, resizeW: 4, dropInvalid: true }));
      expect(kept.map((row) => row?.mode ?? null)).to.deep.equal([null, null, null, null, null, 16]);
    });
  });
});
