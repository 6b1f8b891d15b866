import { ExecutionError } from '#lib/errors.js';

/** A function that gives null where the other fails with an error of Spark's. */
export const orNull =
  <A extends unknown[], R>(fn: (...args: A) => R) =>
  (...args: A): R | null => {
    try {
      return fn(...args);
    } catch (error) {
      if (error instanceof ExecutionError) return null;
      throw error;
    }
  };
