import { expect } from 'chai';
import { AnalysisError, ExecutionError } from '#lib/errors.js';
import { buildOnnx, encodeNode } from '#lib/nn/net/build-onnx.js';
import { Net } from '#lib/nn/net/net.js';
import { type NetRunner, openNet } from '#lib/nn/net/net-runner.js';
import type { TensorInfo } from '#lib/nn/net/onnx-model.js';
import { denseNet, rejection } from './small-nets.js';

describe('openNet', () => {
  const runners: NetRunner[] = [];
  afterEach(() => Promise.all(runners.splice(0).map((runner) => runner.close())));

  async function open(bytes: Uint8Array, inputShape?: readonly number[]): Promise<NetRunner> {
    const data = (await Net.loadOnnx(bytes)).toData();
    const runner = await openNet(data, inputShape === undefined ? { threads: 1 } : { threads: 1, inputShape });
    runners.push(runner);
    return runner;
  }

  const oneNode = (op: string, inputs: TensorInfo[], output: TensorInfo, attributes = {}) =>
    buildOnnx({
      name: op,
      producer: 'spec',
      opset: 13,
      nodes: [
        encodeNode(
          op,
          inputs.map((i) => i.name),
          [output.name],
          attributes,
        ),
      ],
      initializers: [],
      inputs,
      outputs: [output],
    });

  const samples = Float32Array.of(1, 2, 3, 4, 5, 6, 0, 0, -9, 1, 1, 1, 2, 0, 0);
  const expected = [4.5, 0, 10.5, 0, 0, 8.5, 2.5, 0, 2.5, 0];

  it('runs a batch', async () => {
    const runner = await open(denseNet());
    expect(runner.inputShape).to.deep.equal([3]);
    expect(runner.outputShape).to.deep.equal([2]);
    expect([...(await runner.predict(samples, 5))]).to.deep.equal(expected);
  });

  it('runs any number of samples through a net of a fixed batch', async () => {
    for (const batch of [1, 2, 5, 8]) {
      const runner = await open(denseNet(batch));
      expect([...(await runner.predict(samples, 5))], `batches of ${batch}`).to.deep.equal(expected);
      expect([...(await runner.predict(samples.subarray(3, 6), 1))]).to.deep.equal(expected.slice(2, 4));
    }
  });

  it('gives nothing for no samples', async () => {
    expect(await (await open(denseNet())).predict(new Float32Array(), 0)).to.have.length(0);
    expect(await (await open(denseNet(4))).predict(new Float32Array(), 0)).to.have.length(0);
  });

  it('leaves the batch unchanged and gives memory of its own', async () => {
    const runner = await open(denseNet());
    const before = samples.slice();
    const first = await runner.predict(samples, 5);
    await runner.predict(
      samples.map((value) => value + 1),
      5,
    );
    expect([...first]).to.deep.equal(expected);
    expect(samples).to.deep.equal(before);
  });

  it('refuses a batch that does not hold what it says', async () => {
    const error = await rejection((await open(denseNet())).predict(samples, 4));
    expect(error).to.be.instanceOf(ExecutionError);
    expect(error.message).to.include('4 x [3] = 12 numbers; got 15');
  });

  it('asks for the shape of a sample where the net leaves it open, and then finds the shape of the output', async () => {
    const bytes = oneNode('GlobalAveragePool', [{ name: 'x', type: 'float32', shape: ['N', 2, 'h', 'w'] }], {
      name: 'y',
      type: 'float32',
      shape: undefined,
    });
    expect((await rejection(open(bytes))).message).to.include('[N, 2, h, w] leaves the shape of a sample open');
    expect((await rejection(open(bytes, [3, 2, 2]))).message).to.include('must be [2, h, w]; got [3, 2, 2]');
    const runner = await open(bytes, [2, 1, 2]);
    expect(runner.outputShape).to.deep.equal([2, 1, 1]);
    expect([...(await runner.predict(Float32Array.of(1, 3, 5, 9), 1))]).to.deep.equal([2, 7]);
  });

  it('finds the shape of an output by a run where the net does not say it', async () => {
    const runner = await open(
      oneNode('Flatten', [{ name: 'x', type: 'float32', shape: ['N', 2, 'h'] }], { name: 'y', type: 'float32', shape: ['N', 'flat'] }),
      [2, 3],
    );
    expect(runner.outputShape).to.deep.equal([6]);
  });

  it('refuses a net of two inputs', async () => {
    const input = (name: string): TensorInfo => ({ name, type: 'float32', shape: ['N', 2] });
    const error = await rejection(open(oneNode('Add', [input('left'), input('right')], { name: 'y', type: 'float32', shape: ['N', 2] })));
    expect(error).to.be.instanceOf(AnalysisError);
    expect(error.message).to.include("'left', 'right'");
  });

  it('refuses a net whose output loses the batch', async () => {
    const runner = await open(
      oneNode(
        'ReduceMean',
        [{ name: 'x', type: 'float32', shape: ['N', 2] }],
        { name: 'y', type: 'float32', shape: undefined },
        { axes: [0], keepdims: 0 },
      ),
    );
    expect((await rejection(runner.predict(Float32Array.of(1, 2, 3, 4, 5, 6), 3))).message).to.match(
      /'y' must have one row .* 3 samples gave \[2\]/,
    );
  });

  for (const type of ['float64', 'int32', 'int64', 'uint8'] as const) {
    it(`feeds a net of ${type}`, async () => {
      const runner = await open(oneNode('Identity', [{ name: 'x', type, shape: ['N', 2] }], { name: 'y', type, shape: ['N', 2] }));
      expect([...(await runner.predict(Float32Array.of(1, 2, 200, 4), 2))]).to.deep.equal([1, 2, 200, 4]);
    });
  }

  it('closes twice', async () => {
    const runner = await open(denseNet());
    await runner.close();
    await runner.close();
  });

  it('names the kinds that it opens', async () => {
    expect((await rejection(openNet({ kind: 'caffe' as never }, { threads: 1 }))).message)
      .to.include('onnx')
      .and.to.include("'caffe'");
  });
});
