import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import { ensureInsects } from '../../../examples/insects/ensure-insects.js';
import { Net } from '#lib/nn/net/net.js';

describe('ensureInsects', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'insects-'));
  });
  after(() => rm(folder, { recursive: true }));

  const few = { train: 8, val: 4 };
  const files = async (images: string): Promise<string[]> =>
    (await readdir(images, { recursive: true })).filter((name) => name.endsWith('.jpg')).sort();
  const thrown = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('draws the pictures once, also when two ask at the same time', async () => {
    const images = join(folder, 'cache', 'insects');
    const [first] = await Promise.all([ensureInsects(images, few), ensureInsects(images, few)]);
    expect(first.images).to.equal(images);
    const names = await files(images);
    expect(names).to.have.length(2 * (8 + 4));
    for (const part of ['train/ants', 'train/bees', 'val/ants', 'val/bees'])
      expect(names.filter((name) => name.startsWith(part))).to.have.length(part.startsWith('train') ? 8 : 4);
    const drawn = (await stat(join(images, names[0]!))).mtimeMs;
    await ensureInsects(images, few);
    expect((await stat(join(images, names[0]!))).mtimeMs).to.equal(drawn);
    expect(await readdir(join(folder, 'cache')), 'nothing is left beside it').to.deep.equal(['insects']);
  });

  it('gives JPEGs of 128 by 128, no two alike', async () => {
    const { images } = await ensureInsects(join(folder, 'cache', 'insects'), few);
    const all = await Promise.all((await files(images)).map((name) => readFile(join(images, name))));
    const { format, width, height, channels } = await sharp(all[0]).metadata();
    expect({ format, width, height, channels }).to.deep.equal({ format: 'jpeg', width: 128, height: 128, channels: 3 });
    expect(new Set(all.map((jpeg) => jpeg.toString('latin1'))).size).to.equal(all.length);
  });

  it('draws the same pictures again', async () => {
    const one = await ensureInsects(join(folder, 'cache', 'insects'), few);
    const two = await ensureInsects(join(folder, 'again'), few);
    for (const name of await files(one.images)) {
      expect((await readFile(join(one.images, name))).equals(await readFile(join(two.images, name))), name).to.equal(true);
    }
  });

  it('removes what a killed process left beside the pictures, and nothing else', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const id = '6f1c1d0e-2f3a-4b5c-8d7e-9fa0b1c2d3e4';
    const beside = join(folder, 'cache');
    for (const name of [`insects.${pid}.${id}`, `insects.${process.pid}.${id}`, `mine.${pid}.${id}`]) await mkdir(join(beside, name));
    await ensureInsects(join(beside, 'insects'), few);
    expect((await readdir(beside)).sort()).to.deep.equal(['insects', `insects.${process.pid}.${id}`, `mine.${pid}.${id}`]);
    for (const name of [`insects.${process.pid}.${id}`, `mine.${pid}.${id}`]) await rm(join(beside, name), { recursive: true });
  });

  it('replaces pictures of an older edition', async () => {
    const images = join(folder, 'again');
    await writeFile(join(images, 'insects.json'), '{"version":0}');
    await rm(join(images, 'train'), { recursive: true });
    await ensureInsects(images, few);
    expect(await files(images)).to.have.length(24);
    expect((await readdir(folder)).sort()).to.deep.equal(['again', 'cache']);
  });

  it('takes an empty folder, and leaves one that holds something else alone', async () => {
    const images = join(folder, 'mine');
    await mkdir(images);
    await writeFile(join(images, 'letter.txt'), 'dear');
    const error = await thrown(ensureInsects(images, few));
    expect(error).to.be.instanceOf(Error);
    expect((error as Error).message)
      .to.include(images)
      .and.to.include('Name another folder');
    expect(await readdir(images)).to.deep.equal(['letter.txt']);
    expect((await readdir(folder)).filter((name) => name.startsWith('mine'))).to.deep.equal(['mine']);
    await rm(join(images, 'letter.txt'));
    await ensureInsects(images, few);
    expect(await files(images)).to.have.length(24);
  });

  it('names a backbone whose embedding the net has', async () => {
    const { model, outputTensor } = await ensureInsects(join(folder, 'cache', 'insects'), few);
    expect((await stat(model)).size).to.be.lessThan(1e6);
    const net = (await Net.loadOnnx(model)).newGraph(outputTensor);
    expect(net.inputShape).to.deep.equal([3, 64, 64]);
    expect(net.outputShape).to.deep.equal([128]);
  });
});
