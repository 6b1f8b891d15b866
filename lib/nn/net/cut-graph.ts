import { encodeValue } from './encode-onnx.js';
import type { OnnxModel, OnnxNode, TensorInfo } from './onnx-model.js';

/** The part of a model that `outputs` need, with them as its outputs: other nodes, weights, inputs and declarations are dropped. */
export function cutGraph({ graph, rest }: OnnxModel, outputs: readonly TensorInfo[]): OnnxModel {
  const needed = neededNames(
    graph.nodes,
    outputs.map((output) => output.name),
  );
  const isNeeded = ({ name }: { readonly name: string }) => needed.has(name);
  return {
    rest,
    graph: {
      ...graph,
      nodes: graph.nodes.filter((node) => node.outputs.some((name) => needed.has(name))),
      initializers: graph.initializers.filter(isNeeded),
      sparseInitializers: graph.sparseInitializers.filter(isNeeded),
      inputs: graph.inputs.filter(isNeeded),
      values: graph.values.filter((value) => isNeeded(value) && !outputs.some((output) => output.name === value.name)),
      outputs: outputs.map((output) => ({ ...output, bytes: encodeValue(output) })),
    },
  };
}

/** Every tensor on the way to `outputs`, walked from the end; graphs inside nodes use tensors from outside too. */
function neededNames(nodes: readonly OnnxNode[], outputs: readonly string[]): Set<string> {
  const maker = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const needed = new Set<string>();
  const open = [...outputs];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === '' || needed.has(name)) continue;
    needed.add(name);
    const node = maker.get(name);
    if (node !== undefined) open.push(...node.inputs, ...node.captures);
  }
  return needed;
}
