import util from 'node:util';
import { ExecutionError } from '#lib/errors.js';
import { watchInitialWeights } from './trainer/initial-weights.js';

/** The whole of `@tensorflow/tfjs-node`. */
export type TensorFlow = typeof import('@tensorflow/tfjs-node');

let loading: Promise<TensorFlow> | undefined;

/**
 * Gives TensorFlow (`@tensorflow/tfjs-node`), loaded on the first call and shared from then on.
 * Throws an ExecutionError that says what is missing where it cannot be loaded; the next call tries again.
 *
 * @example
 * const tf = await tensorflow();
 * const head = tf.sequential({ layers: [tf.layers.dense({ units: 2, activation: 'softmax' })] });
 */
export function tensorflow(): Promise<TensorFlow> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/**
 * Sets what libtensorflow reads from the environment once a process: it must run in the main thread, as a worker's
 * `process.env` is a copy that native code does not see. What the user has set stays.
 */
export function prepareTensorFlowEnvironment(): void {
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
}

async function load(): Promise<TensorFlow> {
  prepareTensorFlowEnvironment();
  restoreRemovedUtil();
  try {
    const { default: tf } = (await import('@tensorflow/tfjs-node')) as unknown as { default: TensorFlow };
    watchInitialWeights(tf);
    return tf;
  } catch (error) {
    throw new ExecutionError('TENSORFLOW_NOT_AVAILABLE', whatIsMissing(error), { cause: error });
  }
}

/** tfjs-node 4.22 calls two functions of `node:util` that Node 23 took away. */
function restoreRemovedUtil(): void {
  const removed = util as unknown as Record<string, unknown>;
  removed['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  removed['isArray'] ??= (value: unknown) => Array.isArray(value);
}

function whatIsMissing(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const first = message.split('\n', 1)[0]!;
  if (/Cannot find (package|module) '@tensorflow\/tfjs-node'/.test(first)) {
    return "Networks need the package '@tensorflow/tfjs-node', which is not installed. Install it: npm install @tensorflow/tfjs-node@4.22.0";
  }
  if (/libtensorflow|tfjs_binding|shared object|dlopen/.test(message)) {
    return `TensorFlow's native library is missing or does not load (${first.trim()}). Set it up with: npm run bootstrap`;
  }
  return `TensorFlow does not load: ${first}. Set it up with: npm run bootstrap`;
}
