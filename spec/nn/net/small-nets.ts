import { buildOnnx, encodeNode } from '#lib/nn/net/build-onnx.js';
import { encodeFloats } from '#lib/nn/net/encode-onnx.js';
import type { Dimension } from '#lib/nn/net/onnx-model.js';

/** A dense layer of 3 inputs and 2 outputs and a Relu after it: relu(x · [[1, 0], [0, 1], [1, -1]] + [0.5, -0.5]). */
export function denseNet(batch: Dimension = 'N', extra: readonly Uint8Array[] = []): Uint8Array<ArrayBuffer> {
  return buildOnnx({
    name: 'dense',
    producer: 'spec',
    opset: 13,
    nodes: [encodeNode('Gemm', ['x', 'w', 'b'], ['sum']), encodeNode('Relu', ['sum'], ['y']), ...extra],
    initializers: [encodeFloats('w', [3, 2], Float32Array.of(1, 0, 0, 1, 1, -1)), encodeFloats('b', [2], Float32Array.of(0.5, -0.5))],
    inputs: [{ name: 'x', type: 'float32', shape: [batch, 3] }],
    outputs: [{ name: 'y', type: 'float32', shape: [batch, 2] }],
  });
}

export const efficientNet = '../shared/data/models/efficientnet_lite0/efficientnet-lite0.onnx';
export const squeezeNet = '../shared/data/models/squeezenet_v1.0/squeezenet_v1.0_deepcompressed.onnx';

/** What a promise rejects with; fails where it does not. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return outcome;
  throw new Error('nothing was thrown');
}
