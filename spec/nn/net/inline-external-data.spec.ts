import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { expect } from 'chai';
import { buildOnnx, encodeNode } from '#lib/nn/net/build-onnx.js';
import { message } from '#lib/nn/net/encode-onnx.js';
import { Net } from '#lib/nn/net/net.js';
import { openNet } from '#lib/nn/net/net-runner.js';
import { entryField, tensorField } from '#lib/nn/net/onnx-schema.js';
import { rejection } from './small-nets.js';

describe('inlineExternalData', () => {
  let folder: string;
  const path = () => join(folder, 'model', 'net.onnx');
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'external-'));
    await mkdir(join(folder, 'model'));
    const weights = Buffer.from(new Float32Array([99, 10, 20, 30]).buffer);
    await writeFile(join(folder, 'model', 'weights.bin'), weights);
    await writeFile(join(folder, 'secret.bin'), weights);
    await symlink(join(folder, 'secret.bin'), join(folder, 'model', 'link.bin'));
  });
  after(() => rm(folder, { recursive: true }));

  /** x + w, with the three numbers of w in another file. */
  async function write(entries: Record<string, string>): Promise<Uint8Array> {
    const writer = new BinaryWriter();
    writer.tag(tensorField.dims, WireType.Varint).int64(3).tag(tensorField.dataType, WireType.Varint).int32(1);
    writer.tag(tensorField.name, WireType.LengthDelimited).string('w');
    for (const [key, value] of Object.entries(entries)) {
      message(writer, tensorField.externalData, () =>
        writer.tag(entryField.key, WireType.LengthDelimited).string(key).tag(entryField.value, WireType.LengthDelimited).string(value),
      );
    }
    writer.tag(tensorField.dataLocation, WireType.Varint).int32(1);
    const bytes = buildOnnx({
      name: 'external',
      producer: 'spec',
      opset: 13,
      nodes: [encodeNode('Add', ['x', 'w'], ['y'])],
      initializers: [writer.finish()],
      inputs: [{ name: 'x', type: 'float32', shape: ['N', 3] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['N', 3] }],
    });
    await writeFile(path(), bytes);
    return bytes;
  }

  it('brings in weights from a file beside the model', async () => {
    await write({ location: 'weights.bin', offset: '4', length: '12' });
    const runner = await openNet((await Net.loadOnnx(path())).toData(), { threads: 1 });
    expect([...(await runner.predict(Float32Array.of(1, 2, 3), 1))]).to.deep.equal([11, 22, 33]);
    await runner.close();
  });

  for (const location of ['../secret.bin', '/etc/hostname', 'link.bin', '', '.']) {
    it(`reads nothing outside the folder: '${location}'`, async () => {
      await write({ location });
      expect((await rejection(Net.loadOnnx(path()))).message).to.match(/'w' must lie in a file in the model's folder/);
    });
  }

  it('names the file that is missing', async () => {
    await write({ location: 'gone.bin' });
    expect((await rejection(Net.loadOnnx(path()))).message).to.include("there is no 'gone.bin'");
  });

  for (const offset of ['8', '-4', 'x', '1e300']) {
    it(`refuses a range that the file does not have: ${offset}`, async () => {
      await write({ location: 'weights.bin', offset });
      expect((await rejection(Net.loadOnnx(path()))).message).to.match(/must be 12 bytes at .* has 16 bytes/);
    });
  }

  it('asks for a path where the net came as bytes', async () => {
    const bytes = await write({ location: 'weights.bin' });
    expect((await rejection(Net.loadOnnx(bytes))).message).to.include('Give the path of the model');
  });
});
