import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { AnalysisError } from '#lib/errors.js';
import { Net } from '#lib/nn/net/net.js';
import { type NetRunner, openNet } from '#lib/nn/net/net-runner.js';
import type { OnnxNet } from '#lib/nn/net/onnx-net.js';
import { tensorField } from '#lib/nn/net/onnx-schema.js';
import { parseOnnx } from '#lib/nn/net/parse-onnx.js';
import { lastField, readFields } from '#lib/nn/net/wire-fields.js';
import { efficientNet, squeezeNet } from './small-nets.js';

describe('OnnxNet', () => {
  let net: OnnxNet;
  before(async () => {
    net = await Net.loadOnnx(efficientNet);
  });

  async function predict(part: OnnxNet, batch: Float32Array, count: number): Promise<Float32Array> {
    const runner: NetRunner = await openNet(part.toData(), { threads: 1 });
    try {
      return await runner.predict(batch, count);
    } finally {
      await runner.close();
    }
  }

  const pixels = (count: number): Float32Array =>
    Float32Array.from({ length: count * 3 * 224 * 224 }, (_, i) => Math.sin(i * 0.37) + Math.cos(i * 0.011));

  it('lists its layers in the order of the graph', () => {
    expect(net.layers).to.have.length(94);
    expect(net.layers.at(-1)).to.deep.equal({
      name: '/_fc/Gemm',
      type: 'Gemm',
      inputs: ['/Flatten_output_0', 'm._fc.weight', 'm._fc.bias'],
      outputs: ['logits'],
      outputShape: ['N', 1000],
      params: 1_281_000,
    });
    expect(net.layers[0])
      .to.include({ type: 'Conv', params: 32 * 3 * 3 * 3 + 32 })
      .and.to.have.deep.property('outputShape', ['N', 32, 112, 112]);
  });

  it('counts the weights of each layer, and of the net', () => {
    expect(net.layers.reduce((sum, layer) => sum + layer.params, 0))
      .to.equal(net.params)
      .and.to.equal(4_631_000);
  });

  it('prints a table', () => {
    const lines: string[] = [];
    net.summary((line) => lines.push(line));
    expect(lines).to.include('Total params: 4,631,000');
    expect(lines.find((line) => line.startsWith('/_fc/Gemm'))).to.match(/^\/_fc\/Gemm \(Gemm\) +\[N, 1000\] +1,281,000$/);
    expect(Math.max(...lines.map((line) => line.length))).to.be.at.most(110);
  });

  it('cuts at a tensor and drops what is not needed', () => {
    const features = net.newGraph('/Flatten_output_0');
    expect(features.outputs).to.deep.equal([{ name: '/Flatten_output_0', type: 'float32', shape: ['N', 1280] }]);
    expect(features.outputShape).to.deep.equal([1280]);
    expect(features.layers.map((layer) => layer.name)).to.deep.equal(net.layers.slice(0, -1).map((layer) => layer.name));
    expect(features.params).to.equal(net.params - 1_281_000);
    expect(net.toData().bytes.length - features.toData().bytes.length).to.be.greaterThan(1_281_000 * 4);
  });

  it('cuts at a layer by its name, and cuts a cut net again', () => {
    const stem = net.newGraph('/Flatten').newGraph('/_conv_stem/Conv');
    expect(stem.outputs[0]!.name).to.equal('/_conv_stem/Conv_output_0');
    expect(stem.layers).to.have.length(1);
  });

  it('names the nearest tensors where the one asked for is unknown', () => {
    expect(() => net.newGraph('Flaten_output_0')).to.throw(
      AnalysisError,
      /got 'Flaten_output_0'\. The nearest names are '\/Flatten_output_0'/,
    );
    expect(() => net.newGraph('FLATTEN')).to.throw(AnalysisError, /'\/Flatten'/);
    expect(() => net.newGraph('nothing like it at all')).to.throw(AnalysisError, /The last layers are .*'\/_fc\/Gemm'\.$/);
  });

  it('computes the same before the cut as after it: the features and the last layer give the logits', async () => {
    const batch = pixels(2);
    const logits = await predict(net, batch, 2);
    const features = await predict(net.newGraph('/Flatten_output_0'), batch, 2);
    const { initializers } = parseOnnx(await readFile(efficientNet), 'it').graph;
    const weights = (name: string) => {
      const raw = Uint8Array.from(lastField(readFields(initializers.find((t) => t.name === name)!.bytes), tensorField.rawData)!.value);
      return new Float32Array(raw.buffer);
    };
    const [w, b] = [weights('m._fc.weight'), weights('m._fc.bias')];
    for (let row = 0; row < 2; row++) {
      for (let k = 0; k < 1000; k++) {
        let sum = b[k]!;
        for (let i = 0; i < 1280; i++) sum += features[row * 1280 + i]! * w[k * 1280 + i]!;
        expect(sum).to.be.closeTo(logits[row * 1000 + k]!, 1e-3);
      }
    }
  }).timeout(0);

  it('gives a sample the same features alone and in a batch', async () => {
    const features = net.newGraph('/Flatten_output_0');
    const batch = pixels(3);
    const together = await predict(features, batch, 3);
    const alone = await predict(features, batch.subarray(2 * 3 * 224 * 224), 1);
    expect(Math.max(...alone.map((value, i) => Math.abs(value - together[2 * 1280 + i]!)))).to.be.lessThan(1e-5);
  }).timeout(0);

  it('has shared memory for its data, made once', () => {
    const data = net.toData();
    expect(data.bytes.buffer).to.be.instanceOf(SharedArrayBuffer);
    expect(net.toData()).to.equal(data);
    expect(structuredClone(data).bytes.buffer).to.be.instanceOf(SharedArrayBuffer);
  });

  it('knows the shape of every tensor of SqueezeNet as a run gives it', async () => {
    const squeeze = await Net.loadOnnx(squeezeNet);
    const ort = await import('onnxruntime-node');
    const everything = squeeze.newGraph(squeeze.layers.map((layer) => layer.outputs[0]!));
    const session = await ort.InferenceSession.create(everything.toData().bytes.slice());
    const results = await session.run({ input: new ort.Tensor('float32', new Float32Array(3 * 227 * 227), [1, 3, 227, 227]) });
    await session.release();
    for (const { name, shape } of everything.outputs) expect(shape, name).to.deep.equal(['N', ...results[name]!.dims.slice(1)]);
  }).timeout(0);
});
