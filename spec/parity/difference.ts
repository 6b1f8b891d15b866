/** How an answer differs from Spark's. */
export interface Difference {
  /** What differs, in few words that the same fault always has: differences are counted by it. */
  readonly kind: string;
  /** What was expected and what came, a line each. */
  readonly lines: readonly string[];
}

/** The difference of a statement that gave no answer within `timeout` milliseconds. */
export const hang = (timeout: number): Difference => ({ kind: 'hang', lines: [`got      nothing within ${timeout / 1000} s`] });
