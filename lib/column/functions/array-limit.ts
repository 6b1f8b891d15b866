import { ExecutionError } from '#lib/errors.js';

/** The most elements that an array of Java's may have. */
export const MOST_ELEMENTS = 2_147_483_632;

export const tooLong = (fn: string, length: number | bigint): ExecutionError =>
  new ExecutionError(
    'COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER',
    `An array made by ${fn}() must have at most ${MOST_ELEMENTS} elements; it would have ${length}`,
    { sqlState: '54000' },
  );
