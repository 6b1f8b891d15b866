import { types } from 'node:util';
import { CaptureError } from './capture-error.js';

export const PASS_A_VALUE = 'Pass what the function needs as a value ({ captures: {…} }), or create it inside the function';

interface Refusal {
  readonly when: (value: object) => boolean;
  readonly why: string;
  readonly wayOut: string;
}

/** What lives in this process only. */
const REFUSALS: readonly Refusal[] = [
  { when: types.isPromise, why: 'it is a Promise', wayOut: 'await it before the function is made' },
  { when: types.isWeakMap, why: 'it is a WeakMap', wayOut: 'Use a Map' },
  { when: types.isWeakSet, why: 'it is a WeakSet', wayOut: 'Use a Set' },
  { when: (value) => value instanceof WeakRef, why: 'it is a WeakRef', wayOut: 'Capture the value that it refers to' },
  { when: types.isGeneratorObject, why: 'it is a running generator', wayOut: 'Make it inside the function' },
  { when: types.isExternal, why: 'it is a native handle', wayOut: PASS_A_VALUE },
  {
    when: (value) => types.isMapIterator(value) || types.isSetIterator(value),
    why: 'it is an iterator',
    wayOut: 'Capture the collection that it runs over',
  },
  {
    when: (value) => 'dataId' in value && typeof value.dataId === 'object' && 'dataSync' in value && typeof value.dataSync === 'function',
    why: "it is a tf.Tensor, which is memory of this thread's TensorFlow",
    wayOut: 'Capture await tensor.data() (a typed array) and build the tensor inside the function',
  },
];

/** Throws a CaptureError for a value that cannot leave this process. */
export function refuse(value: object, path: string): void {
  for (const { when, why, wayOut } of REFUSALS) if (when(value)) throw new CaptureError(path, why, wayOut);
}
