type OnnxRuntime = typeof import('onnxruntime-node');

let runtime: Promise<OnnxRuntime> | undefined;

/** onnxruntime, loaded on first use. */
export function loadOrt(): Promise<OnnxRuntime> {
  return (runtime ??= import('onnxruntime-node'));
}
