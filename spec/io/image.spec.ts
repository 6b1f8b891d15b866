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
      return (relation as SourceRelation).splits.map((splits) =>
        (splits as string[][])
          .flat()
          .map((origin) => origin.at(-5))
          .join(''),
      );
    };
    expect(partitions(3)).to.deep.equal(['012', '345', '678']);
    expect(partitions()).to.deep.equal(['0123', '45678']);
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

  it('gives rows of BGR pixels where a size is asked for, as Spark has them', async () => {
    const pixels = Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30]);
    folder.put(
      'a.png',
      await sharp(pixels, { raw: { width: 2, height: 2, channels: 3 } })
        .png()
        .toBuffer(),
    );
    folder.put(
      'b.jpg',
      await sharp(await plain('jpeg', 40, 20))
        .withMetadata({ orientation: 6 })
        .toBuffer(),
    );
    const [same, turned] = await rowsOf(NNImageReader.readImages(folder.path, spark, { resizeH: 2, resizeW: 2 }));
    expect([same!.height, same!.width, same!.nChannels, same!.mode]).to.deep.equal([2, 2, 3, 16]);
    expect([...same!.data]).to.deep.equal([0, 0, 255, 0, 255, 0, 255, 0, 0, 30, 20, 10]);
    expect(turned!.data.length).to.equal(12);
    const [wide] = await rowsOf(NNImageReader.readImages(`${folder.path}/b.jpg`, spark, { resizeH: 3, resizeW: 5 }));
    expect([wide!.height, wide!.width, wide!.data.length]).to.deep.equal([3, 5, 45]);
    [...wide!.data].forEach((value, i) => expect(value).to.be.closeTo([0x30, 0x20, 0x10][i % 3]!, 3));
  });

  it('says what an option must be, before it lists anything', () => {
    const read = (options: object) => () => NNImageReader.readImages('nowhere', spark, options);
    expect(read({ resizeH: 4 })).to.throw(AnalysisError, '[INVALID_OPTION] resizeH and resizeW must come together; got only resizeH');
    expect(read({ resizeH: 4, resizeW: 1.5 })).to.throw(AnalysisError, "resizeW must be a whole number >= 1; got '1.5'");
    expect(read({ resizeH: undefined, minPartitions: undefined })).to.throw(AnalysisError, '[PATH_NOT_FOUND]');
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

    it('gives null images with dropInvalid, and one warning for all actions that counts and names them', async () => {
      const df = NNImageReader.readImages(folder.path, spark, { dropInvalid: true, minPartitions: 3 });
      const warnings: (Error & { code?: string })[] = [];
      const hear = (warning: Error): unknown => warnings.push(warning);
      process.on('warning', hear);
      for (let action = 0; action < 3; action++) {
        const rows = await rowsOf(df);
        expect(rows.map((row) => row?.origin ?? null)).to.deep.equal([null, null, null, null, null, pathToFileURL(whole).href]);
      }
      await new Promise(setImmediate);
      process.off('warning', hear);
      expect(warnings.length).to.equal(1);
      const warning = warnings[0]!;
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
