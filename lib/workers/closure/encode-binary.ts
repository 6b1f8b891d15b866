import { types } from 'node:util';
import type { ViewNode } from './captured-function.js';
import type { Encoder } from './encoder.js';

/**
 * Adds the node of a buffer or of a view over one. Captures are snapshots, but for a SharedArrayBuffer: it is the same memory on
 * both sides, as sharing is what it is for. What captures one goes to threads of this process only.
 */
export function encodeBinary(encoder: Encoder, value: ArrayBufferView | ArrayBufferLike, path: string): void {
  if (types.isSharedArrayBuffer(value)) encoder.add(value, { kind: 'shared-buffer', buffer: value });
  else if (!ArrayBuffer.isView(value)) {
    encoder.count(value.byteLength, path);
    encoder.add(value, { kind: 'array-buffer', bytes: Uint8Array.from(new Uint8Array(value)) });
  } else if (Buffer.isBuffer(value)) {
    encoder.count(value.length, path);
    encoder.add(value, { kind: 'node-buffer', bytes: Uint8Array.from(value) });
  } else encodeView(encoder, value, path);
}

/** A view of less than half of its buffer does not drag the rest along. */
function encodeView(encoder: Encoder, view: ArrayBufferView, path: string): void {
  const partial = !types.isSharedArrayBuffer(view.buffer) && view.byteLength * 2 < view.buffer.byteLength;
  const length = view instanceof DataView ? view.byteLength : (view as Uint8Array).length;
  const node: ViewNode = { kind: 'view', type: view.constructor.name, buffer: undefined, offset: partial ? 0 : view.byteOffset, length };
  encoder.add(view, node);
  const buffer = partial ? view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength) : view.buffer;
  node.buffer = encoder.encode(buffer, path);
}
