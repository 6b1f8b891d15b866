import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { StructRowProxy } from 'apache-arrow';
import { imageSchema } from '#lib/image/schema.js';
import { FileBytes } from '#lib/io/file-bytes.js';
import { imageRelation } from '#lib/io/image-relation.js';
import { readImages, type ImageSourceState } from '#lib/io/image.js';

describe('the bytes of files', () => {
  let folder: string;
  const file = async (name: string, content: Uint8Array): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'kindling-bytes-'))));
  after(() => rm(folder, { recursive: true }));

  it('lie one after another, without those that were forgotten, and start anew once taken', async () => {
    const files = new FileBytes();
    const [one, two, none] = [
      await file('1', Uint8Array.of(1, 2, 3)),
      await file('2', Uint8Array.of(4, 5)),
      await file('0', new Uint8Array(0)),
    ];
    expect([...files.read(one)]).to.deep.equal([1, 2, 3]);
    files.read(two);
    files.forgetLast();
    files.read(none);
    expect([...files.read(two)]).to.deep.equal([4, 5]);
    const taken = files.take();
    expect([...taken.valueOffsets]).to.deep.equal([0, 3, 3, 3, 5]);
    expect(taken.data.buffer).to.be.instanceOf(SharedArrayBuffer);

    files.read(two);
    expect([...files.take().data]).to.deep.equal([4, 5]);
    expect([...taken.data]).to.deep.equal([1, 2, 3, 4, 5]);
  });

  it('find room for a file of any size', async () => {
    const files = new FileBytes();
    const large = Uint8Array.from({ length: 30_000_000 }, (_, i) => i >> 3);
    files.read(await file('1', Uint8Array.of(9)));
    files.read(await file('large', large));
    const { data, valueOffsets } = files.take();
    expect([...valueOffsets]).to.deep.equal([0, 1, 30_000_001]);
    expect([data[0], Buffer.compare(data.subarray(1), large)]).to.deep.equal([9, 0]);
  });
});

describe('batches of pictures', () => {
  it('stop between files once they are told to', async () => {
    const { splits, task } = imageRelation(['../shared/data/hymenoptera_data/*/*/*.jpg'], {}, 1);
    const stop = new AbortController();
    const context = { worker: 0, workers: 1, threads: 1, signal: stop.signal, report: () => {} };
    const source = await readImages(task.state as ImageSourceState, context);
    const rows = source.read(splits[0]![0], imageSchema.fields)[Symbol.asyncIterator]();
    setImmediate(() => stop.abort(new Error('told to stop')));
    const error = await rows.next().then(
      () => undefined,
      (reason: Error) => reason.message,
    );
    expect(error).to.equal('told to stop');
  });

  it('hold each file whole, in order, however many batches they make', async () => {
    const { splits, task } = imageRelation(['../shared/data/hymenoptera_data/*/*/*.jpg'], {}, 1);
    const origins = splits[0]![0] as string[];
    const context = { worker: 0, workers: 1, threads: 1, signal: new AbortController().signal, report: () => {} };
    const source = await readImages(task.state as ImageSourceState, context);
    let [row, batches] = [0, 0];
    for await (const batch of source.read(splits[0]![0], imageSchema.fields)) {
      batches++;
      for (const { image } of batch as Iterable<StructRowProxy & { image: { origin: string; data: Uint8Array } }>) {
        expect(image.origin).to.equal(origins[row++]);
        expect(Buffer.compare(image.data, readFileSync(new URL(image.origin)))).to.equal(0);
      }
    }
    expect(row).to.equal(origins.length);
    expect(batches).to.be.greaterThan(2);
  });
});
