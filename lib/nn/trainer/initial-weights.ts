import type { Variable } from '@tensorflow/tfjs-node';
import type { TensorFlow } from '#lib/nn/tensorflow.js';

const written = new WeakSet<Variable>();
let watchedFrom = Infinity;

/**
 * Notes from now on which variables are written to, so that `isUntouched` can tell weights that somebody trained, loaded or
 * set from weights that still are what their initialiser drew.
 */
export function watchInitialWeights(tf: TensorFlow): void {
  const marker = tf.scalar(0);
  watchedFrom = marker.id;
  marker.dispose();
  const prototype = tf.Variable.prototype;
  const assign = prototype.assign;
  prototype.assign = function (this: Variable, value) {
    written.add(this);
    assign.call(this, value);
  };
}

/** Whether a variable surely holds what its initialiser drew. One made before `tensorflow()` was first called counts as the user's. */
export const isUntouched = (variable: Variable): boolean => variable.id > watchedFrom && !written.has(variable);
