import type { TensorInfo } from './onnx-model.js';

/** An ONNX net as plain data; `bytes` is a whole ONNX file in shared memory. */
export interface OnnxNetData {
  readonly kind: 'onnx';
  readonly bytes: Uint8Array;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
}
