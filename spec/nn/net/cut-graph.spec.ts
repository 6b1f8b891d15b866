import { expect } from 'chai';
import { cutGraph } from '#lib/nn/net/cut-graph.js';
import type { OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from '#lib/nn/net/onnx-model.js';

const none = new Uint8Array();
const node = (name: string, inputs: string[], outputs: string[], captures: string[] = []): OnnxNode => ({
  name,
  op: 'Op',
  inputs,
  outputs,
  captures,
  bytes: none,
});
const tensor = (name: string): OnnxTensor => ({ name, type: 'float32', dims: [1], external: undefined, bytes: none });
const value = (name: string): OnnxValue => ({ name, type: 'float32', shape: ['N'], bytes: none });

const model: OnnxModel = {
  rest: [],
  graph: {
    nodes: [
      node('first', ['x', 'w1', ''], ['a']),
      node('branch', ['x2', 'w2'], ['b', '']),
      node('if', ['a'], ['c'], ['outer', 'own']),
      node('last', ['c', 'b'], ['y']),
    ],
    initializers: ['w1', 'w2', 'outer', 'unused'].map(tensor),
    sparseInitializers: [],
    inputs: [value('x'), value('x2'), value('w1')],
    outputs: [value('y')],
    values: [value('a'), value('b'), value('c')],
    rest: [],
  },
};

describe('cutGraph', () => {
  const names = (items: readonly { readonly name: string }[]) => items.map((item) => item.name);

  it('keeps what the output needs, graphs inside nodes included', () => {
    const { graph } = cutGraph(model, [value('c')]);
    expect(names(graph.nodes)).to.deep.equal(['first', 'if']);
    expect(names(graph.initializers)).to.deep.equal(['w1', 'outer']);
    expect(names(graph.inputs)).to.deep.equal(['x', 'w1']);
    expect(names(graph.values)).to.deep.equal(['a']);
    expect(names(graph.outputs)).to.deep.equal(['c']);
  });

  it('cuts at several tensors', () => {
    expect(names(cutGraph(model, [value('b'), value('a')]).graph.nodes)).to.deep.equal(['first', 'branch']);
  });

  it('drops only what nobody uses where it is cut at the end', () => {
    const { graph } = cutGraph(model, [value('y')]);
    expect(names(graph.nodes)).to.deep.equal(names(model.graph.nodes));
    expect(names(graph.initializers)).to.deep.equal(['w1', 'w2', 'outer']);
  });
});
