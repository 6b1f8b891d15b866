import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { AnalysisError } from '#lib/errors.js';
import { Net } from '#lib/nn/net/net.js';
import { denseNet, efficientNet, rejection, squeezeNet } from './small-nets.js';

describe('Net.loadOnnx', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'net-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('says what goes into EfficientNet-Lite0 and what comes out', async () => {
    const net = await Net.loadOnnx(efficientNet);
    expect(net.inputs).to.deep.equal([{ name: 'input', type: 'float32', shape: ['N', 3, 224, 224] }]);
    expect(net.outputs).to.deep.equal([{ name: 'logits', type: 'float32', shape: ['N', 1000] }]);
    expect(net.inputShape).to.deep.equal([3, 224, 224]);
    expect(net.outputShape).to.deep.equal([1000]);
  });

  it('gives the same net from a path and from bytes', async () => {
    const fromBytes = await Net.loadOnnx(await readFile(squeezeNet));
    expect(fromBytes.layers).to.deep.equal((await Net.loadOnnx(squeezeNet)).layers);
  });

  it('names the file that is not there, and the folder that is no file', async () => {
    expect((await rejection(Net.loadOnnx('no/such.onnx'))).message).to.match(/^\[PATH_NOT_FOUND\].*no\/such\.onnx/);
    expect((await rejection(Net.loadOnnx(folder))).message).to.include(`${folder} is a folder`);
  });

  const foreign: [string, string | Uint8Array, RegExp][] = [
    ['an empty file', '', /an empty file/],
    ['text', 'hello, I am no model at all', /break off or are damaged/],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:0', /Git LFS/],
    ['a model.json of tfjs', '{"format":"layers-model"}', /JSON/],
    ['an HDF5 file', Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), /HDF5/],
    ['a huge length', Uint8Array.of(0x3a, 0xff, 0xff, 0xff, 0xff, 0x7f), /damaged/],
    ['an endless varint', new Uint8Array(64).fill(0x80).fill(0x08, 0, 1), /damaged/],
    ['zeros', new Uint8Array(1000), /damaged/],
  ];
  for (const [what, content, message] of foreign) {
    it(`refuses ${what}`, async () => {
      const path = join(folder, 'foreign.onnx');
      await writeFile(path, content);
      const error = await rejection(Net.loadOnnx(path));
      expect(error).to.be.instanceOf(AnalysisError);
      expect(error.message).to.match(message).and.to.include(path);
    });
  }

  it('refuses a net that breaks off, wherever it does', async () => {
    const bytes = denseNet();
    for (let length = 0; length < bytes.length; length++) {
      expect(
        await rejection(Net.loadOnnx(bytes.slice(0, length)).then((net) => net.summary(() => {}))),
        `${length} bytes`,
      ).to.be.instanceOf(AnalysisError);
    }
    const real = await readFile(squeezeNet);
    for (const part of [0.1, 0.5, 0.999]) {
      expect(await rejection(Net.loadOnnx(real.subarray(0, Math.floor(real.length * part))))).to.be.instanceOf(AnalysisError);
    }
  });

  it('loads a net with a damaged byte or refuses it, and never fails in another way', async () => {
    const bytes = denseNet();
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at] = damaged[at]! ^ (1 << at % 8);
      const error = await Net.loadOnnx(damaged).then(
        () => undefined,
        (e: unknown) => e,
      );
      if (error !== undefined) expect(error, `byte ${at}`).to.be.instanceOf(AnalysisError);
    }
  });

  it('passes on why onnxruntime cannot open a net', async () => {
    const { encodeNode } = await import('#lib/nn/net/build-onnx.js');
    const error = await rejection(Net.loadOnnx(denseNet('N', [encodeNode('Unheard', ['y'], ['z'])])));
    expect(error).to.be.instanceOf(AnalysisError);
    expect(error.message).to.include('Unheard');
  });
});
