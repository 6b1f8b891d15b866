/**
 * An update rule over all the weights of a net as one vector. The gradient is of the same length; the state lives in the rule.
 * Formulas, defaults and the place of epsilon are tfjs's (`tf.train`).
 */
export interface FlatOptimizer {
  update(weights: Float32Array, gradient: Float32Array): void;
}
